package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.source.parquet.GrowingBuffer;
import io.sampo.types.StringType;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.SizeStatistics;
import org.apache.parquet.format.Statistics;

/**
 * Cuts what a {@link ColumnChunkWriter} gathered into pages. Pages begin with rows, so that readers
 * can skip them.
 */
final class ChunkPagesWriter {
  private static final int MAX_ROWS = 20_480;
  private static final long MAX_BYTES = 1 << 20;

  private final ColumnChunkWriter chunk;
  private final ChunkOutput out;
  private final boolean deltaIntegers;
  private final WrittenLeaf leaf;
  private final Extremes page;
  private final Extremes whole;

  /** The dictionary's entries that the page has. */
  private boolean[] seen = {};

  /** The next entry, value, row, and byte of the plain values. */
  private int entry;

  private int value;
  private long row;
  private long valueBytes;
  private long nulls;

  ChunkPagesWriter(ColumnChunkWriter chunk, ChunkOutput out, boolean deltaIntegers) {
    this.chunk = chunk;
    this.out = out;
    this.leaf = chunk.leaf();
    this.deltaIntegers =
        deltaIntegers && (leaf.kind() == PlainKind.INT32 || leaf.kind() == PlainKind.INT64);
    boolean text = leaf.type() instanceof StringType;
    this.page = new Extremes(leaf.kind(), text);
    this.whole = new Extremes(leaf.kind(), text);
  }

  /** Writes all pages. */
  ColumnChunk write() throws IOException {
    out.start();
    chunk.decide();
    if (chunk.isCoded() && chunk.values() > 0) {
      PlainStore entries = chunk.dictionary().values();
      out.bodyBytes(0);
      out.append(entries.address(), entries.bytes());
      out.writeDictionary(chunk.dictionary().size());
      seen = new boolean[chunk.dictionary().size()];
      for (int i = 0; i < chunk.dictionary().size(); i++) {
        whole.add(chunk.dictionary().entry(i));
      }
    }
    do {
      writePage();
    } while (entry < chunk.entries());
    Statistics statistics = whole.statistics(nulls);
    var meta = new ColumnMetaData();
    if (chunk.isCoded()) {
      statistics.setDistinct_count(chunk.dictionary().size());
    }
    if (leaf.kind() == PlainKind.BYTES && !chunk.isCoded()) {
      long text = chunk.plain().bytes() - (long) Integer.BYTES * chunk.values();
      meta.setSize_statistics(new SizeStatistics().setUnencoded_byte_array_data_bytes(text));
    }
    meta.setType(leaf.kind().physical());
    meta.setPath_in_schema(leaf.path());
    meta.setNum_values(chunk.entries());
    meta.setStatistics(statistics);
    return out.finish(meta);
  }

  private void writePage() throws IOException {
    int firstEntry = entry;
    int firstValue = value;
    long firstRow = row;
    long firstByte = valueBytes;
    page.clear();
    Arrays.fill(seen, false);
    advance();
    int count = entry - firstEntry;
    int present = value - firstValue;
    GrowingBuffer body = out.body();
    long used = 0;
    if (leaf.maxRepetition() > 0) {
      used = levels(chunk.repetitions(), firstEntry, count, leaf.maxRepetition(), body, used);
    }
    if (leaf.maxDefinition() > 0) {
      long from = chunk.hasLevels() ? chunk.definitions() : 0;
      used = levels(from, firstEntry, count, leaf.maxDefinition(), body, used);
    }
    Encoding encoding = values(firstValue, present, firstByte, body, used);
    long pageNulls = count - (long) present;
    nulls += pageNulls;
    out.writeData(count, encoding, firstRow, page.statistics(pageNulls), present == 0);
  }

  /** Moves on by the rows of one page, and takes in its values' bounds. */
  private void advance() {
    if (leaf.maxRepetition() == 0 && !chunk.hasLevels()) {
      advancePresent();
    } else {
      advanceEntries();
    }
    if (!chunk.isCoded()) {
      whole.addAll(page);
    }
  }

  /** Every entry is a row with a value. */
  private void advancePresent() {
    int count = Math.min(MAX_ROWS, chunk.entries() - entry);
    if (chunk.isCoded()) {
      long at = chunk.codes() + 4L * value;
      for (int i = 0; i < count; i++) {
        takeCode(Memory.getInt(at + 4L * i));
      }
    } else if (leaf.kind() == PlainKind.BYTES) {
      count = takeTexts(count);
    } else {
      count = (int) Math.min(count, MAX_BYTES / leaf.kind().bytes());
      page.addAll(chunk.plain().address() + valueBytes, count);
      valueBytes += (long) count * leaf.kind().bytes();
    }
    value += count;
    entry += count;
    row += count;
  }

  /** Takes texts until the page is full; how many. */
  private int takeTexts(int most) {
    long start = chunk.plain().address() + valueBytes;
    long at = start;
    int count = 0;
    while (count < most && at - start < MAX_BYTES) {
      page.add(at);
      at += leaf.kind().sizeAt(at);
      count++;
    }
    valueBytes += at - start;
    return count;
  }

  private void advanceEntries() {
    long rows = 0;
    long bytes = 0;
    while (entry < chunk.entries()) {
      boolean begins = leaf.maxRepetition() == 0 || repetition(entry) == 0;
      if (begins && (rows == MAX_ROWS || bytes >= MAX_BYTES)) {
        break;
      }
      rows += begins ? 1 : 0;
      if (!chunk.hasLevels() || definition(entry) == leaf.maxDefinition()) {
        bytes += takeValue();
      }
      entry++;
    }
    row += rows;
  }

  private int repetition(int index) {
    return Memory.getInt(chunk.repetitions() + 4L * index);
  }

  private int definition(int index) {
    return Memory.getInt(chunk.definitions() + 4L * index);
  }

  /** The bytes that the next value adds to a page; a code counts little. */
  private long takeValue() {
    if (chunk.isCoded()) {
      takeCode(Memory.getInt(chunk.codes() + 4L * value++));
      return 2;
    }
    long at = chunk.plain().address() + valueBytes;
    int size = leaf.kind().sizeAt(at);
    page.add(at);
    valueBytes += size;
    value++;
    return size;
  }

  private void takeCode(int code) {
    if (!seen[code]) {
      seen[code] = true;
      page.add(chunk.dictionary().entry(code));
    }
  }

  /**
   * Appends levels behind their length; an address of 0 stands for levels that are all the
   * greatest.
   */
  private static long levels(
      long from, int first, int count, int max, GrowingBuffer body, long used) {
    int width = HybridEncoder.width(max);
    long start = used + Integer.BYTES;
    body.grow(start, used);
    long end =
        from == 0
            ? HybridEncoder.repeat(max, count, width, body, start)
            : HybridEncoder.encode(from + 4L * first, count, width, body, start);
    Memory.putInt(body.address() + used, (int) (end - start));
    return end;
  }

  private Encoding values(int first, int count, long firstByte, GrowingBuffer body, long used) {
    if (chunk.isCoded() && chunk.dictionary().size() > 0) {
      int width = HybridEncoder.width(chunk.dictionary().size() - 1);
      Memory.putByte(body.grow(used + 1, used) + used, (byte) width);
      out.bodyBytes(HybridEncoder.encode(chunk.codes() + 4L * first, count, width, body, used + 1));
      return Encoding.RLE_DICTIONARY;
    }
    long from = chunk.plain().address() + firstByte;
    if (leaf.kind() == PlainKind.BOOLEAN) {
      out.bodyBytes(bits(from, count, body, used));
      return Encoding.PLAIN;
    }
    if (deltaIntegers) {
      out.bodyBytes(DeltaEncoder.encode(from, count, leaf.kind().bytes(), body, used));
      return Encoding.DELTA_BINARY_PACKED;
    }
    out.bodyBytes(used);
    out.append(from, valueBytes - firstByte);
    return Encoding.PLAIN;
  }

  private static long bits(long from, int count, GrowingBuffer body, long used) {
    long bytes = (count + 7L) >>> 3;
    long to = body.grow(used + bytes, used) + used;
    Memory.fill(to, bytes, (byte) 0);
    for (int i = 0; i < count; i++) {
      if (Memory.getByte(from + i) != 0) {
        Memory.setBit(to, i);
      }
    }
    return used + bytes;
  }
}
