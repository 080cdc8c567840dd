package io.sampo.runtime.source.csv;

import io.sampo.codegen.vector.Memory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.source.text.ByteInput;
import io.sampo.runtime.source.text.GrowingBuffer;
import io.sampo.runtime.source.text.TextPlace;
import java.io.IOException;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads a split chunk by chunk and lists the separators of each chunk's whole records. A record
 * that a chunk cuts off is moved to the front of the next. Used by one thread.
 */
final class CsvChunks implements AutoCloseable {
  /**
   * Small enough that the text and the list of its separators stay in a core's own cache while
   * columns are parsed.
   */
  private static final int CHUNK = 1 << 18;

  /** Read past the split's end to complete its last record. */
  private static final int TAIL = 1 << 12;

  /** A record longer than this is taken for the fault of a quote that is never closed. */
  private static final int LARGEST_RECORD = 1 << 26;

  private final CsvFile file;
  private final CsvOptions options;
  private final long end;
  private final ByteInput input;
  private final StructuralScan structure;
  private final RecordScanner scanner;
  private final int newline;
  private final boolean recordsOnly;
  private final GrowingBuffer text;
  private final GrowingBuffer separators;

  private long offset;
  private int filled;
  private int consumed;
  private boolean exhausted;
  private boolean finished;
  private long bytesRead;

  private int separatorCount;
  private int newlineCount;
  private boolean ascii;
  private int unterminatedAt;

  /**
   * @param start the offset of the first record
   * @param end the offset from which on records belong to the next split
   */
  CsvChunks(
      CsvFile file,
      CsvOptions options,
      long start,
      long end,
      boolean recordsOnly,
      BufferAllocator allocator) {
    this.file = file;
    this.options = options;
    this.recordsOnly = recordsOnly;
    this.end = end;
    this.offset = start;
    this.structure = new StructuralScan(file.dialect(), recordsOnly);
    this.scanner = new RecordScanner(file.dialect());
    this.newline = file.dialect().newline();
    this.text = new GrowingBuffer(allocator);
    this.separators = new GrowingBuffer(allocator);
    this.input = ByteInput.open("csv", file.path(), start, options.charset());
  }

  /** The address of the chunk's first byte; offsets count from here. */
  long base() {
    return text.address() + ByteInput.PADDING;
  }

  /** The offset in the file of the chunk's first byte. */
  long fileOffset() {
    return offset;
  }

  /** The address of the list: first the offset before the first record, then every separator. */
  long list() {
    return separators.address();
  }

  int separatorCount() {
    return separatorCount;
  }

  int newlineCount() {
    return newlineCount;
  }

  boolean isAscii() {
    return ascii;
  }

  long bytesRead() {
    return bytesRead;
  }

  /**
   * The offset in the file of the first record that belongs to the next split; meaningful at the
   * end.
   */
  long nextRecord() {
    return offset + consumed;
  }

  /** The offset of a record that ended with the file inside of quotes, or -1. */
  int unterminatedAt() {
    return unterminatedAt;
  }

  /**
   * How many bytes from the chunk's first one on belong to this split, as far as they are in the
   * chunk.
   */
  long splitBytes() {
    return end - offset;
  }

  /** Moves to the next chunk with at least one record; false at the end of the split. */
  boolean advance() {
    if (finished) {
      return false;
    }
    discard(consumed);
    while (true) {
      if (offset >= end) {
        finished = true;
        return false;
      }
      fill();
      if (filled == 0) {
        finished = true;
        return false;
      }
      index();
      if (newlineCount > 0) {
        finished = offset + consumed >= end || exhausted && consumed >= filled;
        return true;
      }
      if (exhausted) {
        finished = true;
        return false;
      }
    }
  }

  private void discard(int bytes) {
    filled -= Math.min(bytes, filled);
    if (filled > 0) {
      Memory.copy(base() + bytes, base(), filled);
    }
    offset += bytes;
    consumed = 0;
  }

  private void fill() {
    long wanted = Math.min(CHUNK, Math.max(0, end - offset - filled)) + TAIL;
    if (filled >= CHUNK) {
      if (filled >= LARGEST_RECORD) {
        throw tooLong();
      }
      wanted = filled;
    }
    int size = (int) (filled + wanted);
    text.grow(
        Math.max(CHUNK + 2 * TAIL, size) + 2L * ByteInput.PADDING,
        ByteInput.PADDING + (long) filled);
    try {
      while (!exhausted && filled < size) {
        int count = input.read(base() + filled, size - filled);
        if (count < 0) {
          exhausted = true;
        } else {
          filled += count;
          bytesRead += count;
        }
      }
    } catch (IOException e) {
      throw ByteInput.unreadable("csv", file.path(), e);
    }
    Memory.putByte(base() - 1, (byte) newline);
    Memory.putByte(base() + filled, (byte) newline);
  }

  private SampoException tooLong() {
    return new SampoException(
        ErrorCode.MALFORMED_RECORD,
        Map.of(
            "path", file.path(),
            "line", TextPlace.line("csv", file.path(), options.charset(), newline, offset),
            "details",
                "the record is longer than "
                    + (LARGEST_RECORD >> 20)
                    + " MiB; a quote may never be closed",
            "text", TextPlace.excerpt(base(), filled)));
  }

  /** Lists the separators of all whole records in the chunk. */
  private void index() {
    long list = separators.ensure(4L * (filled + 256));
    Memory.putInt(list, -1);
    long out = list + 4;
    int at = 0;
    separatorCount = 0;
    newlineCount = 0;
    ascii = true;
    unterminatedAt = -1;
    boolean open = true;
    while (open && at < filled) {
      int stop = structure.scan(base(), at, filled, out + 4L * separatorCount);
      separatorCount += structure.separatorCount();
      newlineCount += structure.newlineCount();
      ascii &= structure.isAscii();
      at = dropUnfinished(out);
      if (stop < filled || exhausted && at < filled) {
        int next = scanner.scan(base(), at, filled, out + 4L * separatorCount, exhausted);
        open = next != RecordScanner.UNFINISHED;
        if (open) {
          ascii = false;
          unterminatedAt = scanner.isUnterminated() ? at : -1;
          takeRecord(out);
          at = next;
        }
      } else {
        open = false;
      }
    }
    consumed = Math.min(at, filled);
  }

  private void takeRecord(long out) {
    int count = scanner.separatorCount();
    if (recordsOnly) {
      long first = out + 4L * separatorCount;
      Memory.putInt(first, Memory.getInt(first + 4L * (count - 1)));
      count = 1;
    }
    separatorCount += count;
    newlineCount++;
  }

  /** Takes back the separators behind the last newline; returns the offset behind it. */
  private int dropUnfinished(long out) {
    long base = base();
    while (separatorCount > 0) {
      int last = Memory.getInt(out + 4L * (separatorCount - 1));
      if (Memory.getByte(base + last) == newline) {
        return last + 1;
      }
      separatorCount--;
    }
    return 0;
  }

  @Override
  public void close() {
    input.close();
    text.close();
    separators.close();
  }
}
