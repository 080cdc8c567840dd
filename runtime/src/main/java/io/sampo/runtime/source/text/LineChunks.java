package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import java.io.IOException;
import java.nio.charset.Charset;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads the lines of a split chunk by chunk, whole lines only. A split begins with the first line
 * that starts in it and ends with the last one. Used by one thread.
 */
public final class LineChunks implements AutoCloseable {
  private static final int CHUNK = 1 << 18;
  private static final int TAIL = 1 << 12;

  private final String format;
  private final String path;
  private final long splitEnd;
  private final boolean whole;
  private final ByteInput input;
  private final GrowingBuffer text;

  private long offset;
  private int filled;
  private int consumed;
  private boolean exhausted;
  private long bytesRead;

  /**
   * @param start the split's first byte
   * @param end behind the split's last byte
   * @param whole whether the whole file is one chunk; then the split must be, too
   */
  public LineChunks(
      String format,
      String path,
      Charset charset,
      long start,
      long end,
      boolean whole,
      BufferAllocator allocator) {
    this.format = format;
    this.path = path;
    this.splitEnd = end;
    this.whole = whole;
    this.text = new GrowingBuffer(allocator);
    this.offset = Math.max(0, start - 1);
    this.input = ByteInput.open(format, path, offset, charset);
    if (start > 0) {
      skipFirstLine();
    }
  }

  /**
   * Skips what belongs to the split before: everything up to the first newline at or behind the
   * byte before the split.
   */
  private void skipFirstLine() {
    while (true) {
      fill();
      int at = 0;
      while (at < filled && Memory.getByte(base() + at) != '\n') {
        at++;
      }
      if (at < filled) {
        consumed = at + 1;
        return;
      }
      consumed = filled;
      if (exhausted) {
        return;
      }
      discard();
    }
  }

  /** The address of the chunk's first byte. */
  public long base() {
    return text.address() + ByteInput.PADDING;
  }

  /** The address behind the chunk's last line. */
  public long limit() {
    return base() + consumed;
  }

  /** The offset in the file of the chunk's first byte. */
  public long fileOffset() {
    return offset;
  }

  public long bytesRead() {
    return bytesRead;
  }

  /** Moves to the next chunk; false at the split's end. */
  public boolean advance() {
    discard();
    while (offset < splitEnd) {
      fill();
      if (filled == 0) {
        return false;
      }
      consumed = exhausted ? filled : lastLineEnd();
      cutAtSplitEnd();
      if (consumed > 0) {
        return true;
      }
      if (exhausted) {
        return false;
      }
    }
    return false;
  }

  private int lastLineEnd() {
    if (whole) {
      return 0;
    }
    int at = filled;
    while (at > 0 && Memory.getByte(base() + at - 1) != '\n') {
      at--;
    }
    return at;
  }

  /** Leaves the lines that start at or behind the split's end to the next split. */
  private void cutAtSplitEnd() {
    long inside = splitEnd - offset;
    if (consumed <= inside) {
      return;
    }
    int at = (int) inside - 1;
    while (at < consumed && Memory.getByte(base() + at) != '\n') {
      at++;
    }
    consumed = Math.min(consumed, at + 1);
  }

  private void discard() {
    filled -= consumed;
    if (filled > 0) {
      Memory.copy(base() + consumed, base(), filled);
    }
    offset += consumed;
    consumed = 0;
  }

  private void fill() {
    long left = splitEnd - offset - filled;
    long wanted = Math.min(CHUNK, Math.max(0, left)) + TAIL;
    if (filled >= CHUNK) {
      wanted = filled;
    }
    if (filled + wanted > Integer.MAX_VALUE - 4 * ByteInput.PADDING) {
      throw ByteInput.unreadable(format, path, new IOException("a record is larger than 2 GiB"));
    }
    int size = (int) (filled + wanted);
    text.grow(size + 3L * ByteInput.PADDING, ByteInput.PADDING + (long) filled);
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
      throw ByteInput.unreadable(format, path, e);
    }
  }

  @Override
  public void close() {
    input.close();
    text.close();
  }
}
