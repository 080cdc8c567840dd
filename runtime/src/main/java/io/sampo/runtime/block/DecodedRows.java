package io.sampo.runtime.block;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Rows read from a frame, one behind the other, with their strings; valid until closed. Readable by
 * many threads, closed by one.
 */
public final class DecodedRows implements AutoCloseable {
  private final ArrowBuf buffer;
  private final int count;
  private final int width;
  private boolean closed;

  private DecodedRows(ArrowBuf buffer, int count, int width) {
    this.buffer = buffer;
    this.count = count;
    this.width = width;
  }

  /**
   * Reads a frame.
   *
   * @throws CorruptBlockException when the bytes are not those that were written
   */
  public static DecodedRows of(
      long address, long bytes, RowLayout layout, BufferAllocator allocator) {
    var frame = new Frame(address, bytes, Frame.ROWS, 2, layout.width());
    long rowBytes = (long) frame.rows * layout.width();
    Frame.require(frame.nextBytes() == rowBytes, "rows of another width");
    long stringBytes = frame.secondBytes();
    ArrowBuf buffer = allocator.buffer(Math.max(1, Frame.align(rowBytes) + stringBytes));
    try {
      long rows = buffer.memoryAddress();
      long strings = rows + Frame.align(rowBytes);
      frame.take(rows);
      frame.take(strings);
      for (RowLayout.Field text : RowBlock.texts(layout)) {
        relocate(text, rows, frame.rows, layout.width(), strings, stringBytes);
      }
      return new DecodedRows(buffer, frame.rows, layout.width());
    } catch (RuntimeException | Error e) {
      buffer.close();
      throw e;
    }
  }

  private static void relocate(
      RowLayout.Field text, long rows, int count, int width, long strings, long stringBytes) {
    for (int i = 0; i < count; i++) {
      long view = rows + (long) i * width + text.offset();
      int length = StringView.length(view);
      if (length > StringView.INLINE) {
        long offset = Memory.getLong(view + 8);
        Frame.require(offset >= 0 && offset + length <= stringBytes, "a text leaves its buffer");
        Memory.putLong(view + 8, strings + offset);
      }
    }
  }

  public int count() {
    return count;
  }

  /** The address of a row. */
  public long row(int index) {
    return buffer.memoryAddress() + (long) index * width;
  }

  /** Bytes of memory held. */
  public long bytes() {
    return buffer.capacity();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      buffer.close();
    }
  }
}
