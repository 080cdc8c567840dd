package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.compress.Codec;
import io.sampo.runtime.source.parquet.GrowingBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and writes the pages of one column chunk after another, and remembers where they lie
 * and what bounds they have.
 */
final class ChunkOutput implements AutoCloseable {
  private final FileOutput file;
  private final ParquetWriteOptions.Compression compression;
  private final GrowingBuffer body;
  private final GrowingBuffer compressed;
  private long bodyBytes;

  private long start;
  private long dictionaryOffset;
  private long firstDataOffset;
  private long uncompressedBytes;
  private final Map<Encoding, Integer> pages = new EnumMap<>(Encoding.class);
  private List<PageLocation> locations = new ArrayList<>();
  private List<Statistics> bounds = new ArrayList<>();
  private List<Boolean> emptyPages = new ArrayList<>();

  ChunkOutput(
      FileOutput file, ParquetWriteOptions.Compression compression, BufferAllocator allocator) {
    this.file = file;
    this.compression = compression;
    this.body = new GrowingBuffer(allocator);
    this.compressed = new GrowingBuffer(allocator);
  }

  /** Begins the next chunk. */
  void start() {
    start = file.position();
    dictionaryOffset = -1;
    firstDataOffset = -1;
    uncompressedBytes = 0;
    pages.clear();
    locations = new ArrayList<>();
    bounds = new ArrayList<>();
    emptyPages = new ArrayList<>();
  }

  /** Empties the body of the page and returns the memory to fill it in. */
  GrowingBuffer body() {
    return body;
  }

  /** Says how many bytes of the body are in use. */
  void bodyBytes(long bytes) {
    bodyBytes = bytes;
  }

  void writeDictionary(int entries) throws IOException {
    dictionaryOffset = file.position();
    var header = new PageHeader(PageType.DICTIONARY_PAGE, 0, 0);
    header.setDictionary_page_header(new DictionaryPageHeader(entries, Encoding.PLAIN));
    write(header);
  }

  /**
   * @param firstRow the first row of the page, counted in the row group
   * @param statistics of the values of the page
   * @param empty whether there is no value but nulls
   */
  void writeData(int values, Encoding encoding, long firstRow, Statistics statistics, boolean empty)
      throws IOException {
    long offset = file.position();
    if (firstDataOffset < 0) {
      firstDataOffset = offset;
    }
    var header = new PageHeader(PageType.DATA_PAGE, 0, 0);
    header.setData_page_header(new DataPageHeader(values, encoding, Encoding.RLE, Encoding.RLE));
    write(header);
    locations.add(new PageLocation(offset, (int) (file.position() - offset), firstRow));
    bounds.add(statistics);
    emptyPages.add(empty);
    pages.merge(encoding, 1, Integer::sum);
  }

  private void write(PageHeader header) throws IOException {
    long from = body.address();
    long bytes = bodyBytes;
    Codec codec = compression.codec();
    if (codec != Codec.NONE) {
      long room = codec.maxCompressedBytes(bodyBytes);
      long to = compressed.reserve(room);
      bytes = codec.compress(from, bodyBytes, to, room);
      from = to;
    }
    header.setUncompressed_page_size(Math.toIntExact(bodyBytes));
    header.setCompressed_page_size(Math.toIntExact(bytes));
    var head = new ByteArrayOutputStream();
    Util.writePageHeader(header, head);
    file.write(head.toByteArray());
    file.write(from, bytes);
    uncompressedBytes += head.size() + bodyBytes;
  }

  /**
   * The footer's description of the chunk just written; its place in the file is filled in, its
   * schema and values are the caller's.
   */
  ColumnChunk finish(ColumnMetaData meta) {
    var encodings = new ArrayList<>(pages.keySet());
    if (!encodings.contains(Encoding.RLE)) {
      encodings.add(Encoding.RLE);
    }
    var counts = new ArrayList<PageEncodingStats>();
    pages.forEach((e, n) -> counts.add(new PageEncodingStats(PageType.DATA_PAGE, e, n)));
    if (dictionaryOffset >= 0) {
      encodings.add(Encoding.PLAIN);
      counts.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN, 1));
      meta.setDictionary_page_offset(dictionaryOffset);
    }
    meta.setEncodings(encodings);
    meta.setEncoding_stats(counts);
    meta.setCodec(compression.format());
    meta.setData_page_offset(firstDataOffset);
    meta.setTotal_compressed_size(file.position() - start);
    meta.setTotal_uncompressed_size(uncompressedBytes);
    return new ColumnChunk(start).setMeta_data(meta);
  }

  OffsetIndex offsetIndex() {
    return new OffsetIndex(locations);
  }

  /** The bounds of the pages, or null when a page has none. */
  @Nullable ColumnIndex columnIndex() {
    var least = new ArrayList<ByteBuffer>();
    var greatest = new ArrayList<ByteBuffer>();
    var nulls = new ArrayList<Long>();
    for (int i = 0; i < bounds.size(); i++) {
      Statistics page = bounds.get(i);
      boolean bounded = page.isSetMin_value() && page.isSetMax_value();
      if (!bounded && !emptyPages.get(i)) {
        return null;
      }
      least.add(bounded ? ByteBuffer.wrap(page.getMin_value()) : ByteBuffer.allocate(0));
      greatest.add(bounded ? ByteBuffer.wrap(page.getMax_value()) : ByteBuffer.allocate(0));
      nulls.add(page.getNull_count());
    }
    return new ColumnIndex(emptyPages, least, greatest, BoundaryOrder.UNORDERED)
        .setNull_counts(nulls);
  }

  /** Appends the bytes to the body. */
  void append(long from, long bytes) {
    Memory.copy(from, body.grow(bodyBytes + bytes, bodyBytes) + bodyBytes, bytes);
    bodyBytes += bytes;
  }

  @Override
  public void close() {
    body.close();
    compressed.close();
  }
}
