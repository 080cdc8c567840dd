package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.compress.Addresses;
import io.sampo.runtime.compress.Codec;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/**
 * Walks the pages of one column chunk after another. The chunk is read at once when its first page
 * is asked for; a page is decompressed only when it is opened. Pages of an uncompressed chunk are
 * used where they lie.
 */
final class ChunkPages implements AutoCloseable {
  /** The smallest page size that is believed whatever the footer says of the whole chunk. */
  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final InputFile file;
  private final PagePool pool;
  private final GrowingBuffer chunk;
  private final PageHeader header = new PageHeader();
  private final DataPage page = new DataPage();
  private final int maxDefinition;
  private final int maxRepetition;
  private @Nullable GrowingBuffer opened;

  private Codec codec = Codec.NONE;
  private long uncompressedBytes;
  private long fileOffset;
  private long chunkBytes;
  private boolean loaded;
  private long start;
  private long position;
  private long end;
  private long bodyAt;

  ChunkPages(InputFile file, SchemaNode leaf, BufferAllocator allocator, PagePool pool) {
    this.file = file;
    this.pool = pool;
    this.maxDefinition = leaf.maxDefinition();
    this.maxRepetition = leaf.maxRepetition();
    this.chunk = new GrowingBuffer(allocator);
  }

  /** Turns to another chunk. Memory of pages of the one before may be reused from here on. */
  void start(StoredChunk meta) {
    release();
    fileOffset = meta.offset();
    chunkBytes = meta.compressedBytes();
    uncompressedBytes = meta.uncompressedBytes();
    codec = Codecs.of(meta.codec());
    loaded = false;
    start = 0;
    position = 0;
    end = 0;
  }

  private void load() throws IOException {
    long size = file.size();
    if (fileOffset < 0 || chunkBytes < 0 || fileOffset > size || chunkBytes > size - fileOffset) {
      throw new MalformedException(
          "the column chunk ["
              + fileOffset
              + ", +"
              + chunkBytes
              + ") lies outside the file of "
              + size
              + " bytes");
    }
    start = chunk.reserve(chunkBytes);
    file.read(fileOffset, start, chunkBytes);
    position = start;
    end = start + chunkBytes;
    loaded = true;
  }

  /**
   * Moves to the next page of data or dictionary and reads its header; null behind the last one.
   */
  @Nullable PageHeader next() throws IOException {
    if (!loaded) {
      load();
    }
    while (position < end) {
      bodyAt = header.read(position, end);
      if (header.compressedBytes > end - bodyAt) {
        throw new MalformedException(
            "a page of " + header.compressedBytes + " bytes that exceeds its column chunk");
      }
      position = bodyAt + header.compressedBytes;
      if (header.type != PageType.INDEX_PAGE) {
        return header;
      }
    }
    return null;
  }

  /** The place in the file that was reached, for errors. */
  long offset() {
    return fileOffset + (position - start);
  }

  /**
   * Decompresses the dictionary page whose header was read.
   *
   * @param target gets the bytes unless they are used where they lie
   * @return the address; {@link PageHeader#uncompressedBytes} says how many bytes
   */
  long openDictionary(GrowingBuffer target) throws IOException {
    checkPage();
    if (codec == Codec.NONE) {
      return bodyAt;
    }
    long to = target.reserve(header.uncompressedBytes);
    codec.decompress(bodyAt, header.compressedBytes, to, header.uncompressedBytes);
    return to;
  }

  /**
   * Decompresses the data page whose header was read. The result is valid until the next page is
   * opened.
   */
  DataPage openData() throws IOException {
    release();
    checkPage();
    page.values = header.values;
    page.encoding = header.encoding;
    if (header.type == PageType.DATA_PAGE_V2) {
      openV2();
    } else {
      openV1();
    }
    return page;
  }

  private void checkPage() throws IOException {
    int size = header.uncompressedBytes;
    if (codec == Codec.NONE ? size != header.compressedBytes : tooLarge(size)) {
      throw new MalformedException(
          "a page of " + header.compressedBytes + " bytes that claims to hold " + size);
    }
    if (header.hasCrc) {
      var crc = new CRC32();
      crc.update(Addresses.buffer(bodyAt, header.compressedBytes));
      if ((int) crc.getValue() != header.crc) {
        throw new MalformedException("a page whose checksum differs");
      }
    }
  }

  private boolean tooLarge(int size) {
    return size > codec.maxDecompressedBytes(header.compressedBytes)
        || size > Math.max(uncompressedBytes, ALWAYS_ALLOWED);
  }

  private void openV1() throws IOException {
    long at = bodyAt;
    if (codec != Codec.NONE) {
      at = target(header.uncompressedBytes);
      codec.decompress(bodyAt, header.compressedBytes, at, header.uncompressedBytes);
    }
    long last = at + header.uncompressedBytes;
    page.repetitionAt = at;
    page.repetitionEnd = at;
    if (maxRepetition > 0) {
      boolean legacy = header.repetitionEncoding == Encoding.BIT_PACKED;
      at = levels(at, last, maxRepetition, legacy, true);
    }
    page.definitionAt = at;
    page.definitionEnd = at;
    if (maxDefinition > 0) {
      boolean legacy = header.definitionEncoding == Encoding.BIT_PACKED;
      at = levels(at, last, maxDefinition, legacy, false);
    }
    page.valuesAt = at;
    page.valuesEnd = last;
  }

  /** Finds the levels at an address; the address behind them. */
  private long levels(long at, long last, int max, boolean legacy, boolean repetition) {
    long from;
    long to;
    long behind;
    if (legacy) {
      int width = HybridDecoder.width(max);
      behind = at + ((long) page.values * width + 7 >>> 3);
      if (behind > last) {
        throw new MalformedException("levels that exceed their page");
      }
      GrowingBuffer buffer = pool.take();
      pool.retire(buffer);
      from = buffer.reserve(LevelTranscoder.bytes(page.values, width));
      to = LevelTranscoder.transcode(at, page.values, width, from);
    } else {
      long bytes = last - at < 4 ? -1 : Memory.getInt(at);
      if (bytes < 0 || bytes > last - at - 4) {
        throw new MalformedException("levels that exceed their page");
      }
      from = at + 4;
      to = from + bytes;
      behind = to;
    }
    if (repetition) {
      page.repetitionAt = from;
      page.repetitionEnd = to;
    } else {
      page.definitionAt = from;
      page.definitionEnd = to;
    }
    return behind;
  }

  private void openV2() throws IOException {
    page.repetitionAt = bodyAt;
    page.repetitionEnd = bodyAt + header.repetitionBytes;
    page.definitionAt = page.repetitionEnd;
    page.definitionEnd = page.definitionAt + header.definitionBytes;
    int levels = header.repetitionBytes + header.definitionBytes;
    long from = bodyAt + levels;
    long compressedSize = header.compressedBytes - (long) levels;
    long size = header.uncompressedBytes - (long) levels;
    page.valuesAt = from;
    if (codec != Codec.NONE && header.compressed && size > 0) {
      page.valuesAt = target(size);
      codec.decompress(from, compressedSize, page.valuesAt, size);
    } else if (size > compressedSize) {
      throw new MalformedException("a page that is shorter than announced");
    }
    page.valuesEnd = page.valuesAt + size;
  }

  private long target(long bytes) {
    GrowingBuffer buffer = pool.take();
    opened = buffer;
    return buffer.reserve(bytes);
  }

  private void release() {
    GrowingBuffer buffer = opened;
    if (buffer != null) {
      opened = null;
      pool.retire(buffer);
    }
  }

  @Override
  public void close() {
    release();
    chunk.close();
  }
}
