package io.sampo.runtime.block;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows on their way into a frame: copies of rows with the bytes of their long strings, which they
 * refer to by offset. Used by one thread at a time.
 */
public final class RowBlock implements AutoCloseable {
  private final RowLayout.Field[] texts;
  private final int width;
  private final boolean hashed;
  private final BufferAllocator allocator;
  private final ArrowBuf rowBuffer;
  private final int capacity;
  private ArrowBuf stringBuffer;
  private int rows;
  private long stringBytes;
  private boolean closed;

  /**
   * @param bytes about how many bytes of rows, and of strings, are gathered
   * @param hashed whether the rows' hashes mean something
   */
  public RowBlock(RowLayout layout, int bytes, boolean hashed, BufferAllocator allocator) {
    this.texts = texts(layout);
    this.width = layout.width();
    this.hashed = hashed;
    this.allocator = allocator;
    this.capacity = Math.max(1, bytes / width);
    this.rowBuffer = allocator.buffer((long) capacity * width);
    try {
      this.stringBuffer = allocator.buffer(texts.length == 0 ? 64 : bytes);
    } catch (RuntimeException e) {
      rowBuffer.close();
      throw e;
    }
  }

  static RowLayout.Field[] texts(RowLayout layout) {
    return layout.fields().stream()
        .filter(field -> field.layout() == VectorLayout.VIEW)
        .toArray(RowLayout.Field[]::new);
  }

  /** Copies a row; false when the block is full, and then nothing was copied. */
  public boolean add(long row) {
    if (rows == capacity || !fits(row)) {
      return false;
    }
    long copy = rowBuffer.memoryAddress() + (long) rows * width;
    Memory.copy(row, copy, width);
    Memory.putLong(copy + RowLayout.NEXT, 0);
    if (!hashed) {
      Memory.putLong(copy + RowLayout.HASH, 0);
    }
    for (RowLayout.Field text : texts) {
      add(text, copy);
    }
    rows++;
    return true;
  }

  private boolean fits(long row) {
    if (texts.length == 0) {
      return true;
    }
    long needed = 0;
    for (RowLayout.Field text : texts) {
      if (!isNull(text, row) && StringView.length(row + text.offset()) > StringView.INLINE) {
        needed += StringView.length(row + text.offset());
      }
    }
    if (stringBytes + needed > stringBuffer.capacity()) {
      if (rows > 0) {
        return false;
      }
      ArrowBuf larger = allocator.buffer(needed);
      stringBuffer.close();
      stringBuffer = larger;
    }
    return true;
  }

  static boolean isNull(RowLayout.Field field, long row) {
    return field.nullable() && Memory.getByte(row + field.nullOffset()) != 0;
  }

  private void add(RowLayout.Field text, long copy) {
    long view = copy + text.offset();
    if (isNull(text, copy)) {
      Memory.putLong(view, 0);
      Memory.putLong(view + 8, 0);
      return;
    }
    int length = StringView.length(view);
    if (length > StringView.INLINE) {
      StringView.copyBytes(
          Memory.getLong(view + 8), stringBuffer.memoryAddress() + stringBytes, length);
      Memory.putLong(view + 8, stringBytes);
      stringBytes += length;
    }
  }

  /** The rows gathered. */
  public int rows() {
    return rows;
  }

  /** The most bytes of a frame of what was gathered. */
  long bound(Compression compression) {
    return Frame.headerBytes(2)
        + FrameWriter.bound((long) rows * width, compression)
        + FrameWriter.bound(stringBytes, compression);
  }

  /** Writes the frame and begins anew; yields its length. */
  long write(long to, Compression compression) {
    var writer = new FrameWriter(to, 2, compression);
    writer.add(rowBuffer.memoryAddress(), (long) rows * width);
    writer.add(stringBuffer.memoryAddress(), stringBytes);
    long bytes = writer.finish(Frame.ROWS, rows, width);
    rows = 0;
    stringBytes = 0;
    return bytes;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      rowBuffer.close();
      stringBuffer.close();
    }
  }
}
