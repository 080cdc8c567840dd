package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import org.apache.arrow.memory.BufferAllocator;

/** Bytes that grow at the end. Positions count from the start, as growing moves the bytes. */
final class NestedOutput implements AutoCloseable {
  private static final int MAX_VARINT = 10;

  private final GrowingBuffer buffer;
  private long position;

  NestedOutput(BufferAllocator allocator) {
    this.buffer = new GrowingBuffer(allocator);
  }

  void clear() {
    position = 0;
  }

  long position() {
    return position;
  }

  /** The address of a position, valid until more is written. */
  long address(long at) {
    return buffer.address() + at;
  }

  private long room(long bytes) {
    return buffer.grow(position + bytes, position) + position;
  }

  void varint(long value) {
    long at = room(MAX_VARINT);
    long rest = value;
    while (rest >>> 7 != 0) {
      Memory.putByte(at++, (byte) (rest | 0x80));
      position++;
      rest >>>= 7;
    }
    Memory.putByte(at, (byte) rest);
    position++;
  }

  /** Appends zeros; their position. */
  long zeros(int bytes) {
    Memory.fill(room(bytes), bytes, (byte) 0);
    position += bytes;
    return position - bytes;
  }

  void setBit(long bitmap, int index) {
    Memory.setBit(buffer.address() + bitmap, index);
  }

  void bytes(long from, long count) {
    Memory.copy(from, room(count), count);
    position += count;
  }

  void view(long view) {
    int length = StringView.length(view);
    varint(length);
    bytes(StringView.data(view), length);
  }

  @Override
  public void close() {
    buffer.close();
  }
}
