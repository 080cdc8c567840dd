package io.sampo.runtime.sink.parquet;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.source.parquet.GrowingBuffer;
import org.apache.arrow.memory.BufferAllocator;

/** Values behind one another in the form they are kept in until they are written. */
final class PlainStore implements AutoCloseable {
  private final PlainKind kind;
  private final VectorLayout layout;
  private final GrowingBuffer buffer;
  private long bytes;
  private int count;

  PlainStore(PlainKind kind, VectorLayout layout, BufferAllocator allocator) {
    this.kind = kind;
    this.layout = layout;
    this.buffer = new GrowingBuffer(allocator);
  }

  void clear() {
    bytes = 0;
    count = 0;
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  /** The address of the first value; changes when values are added. */
  long address() {
    return buffer.address();
  }

  /**
   * Adds the value that lies at an address in its vector's layout; text goes to {@link #addBytes}.
   */
  void add(long value) {
    int width = kind.bytes();
    long to = buffer.grow(bytes + width, bytes) + bytes;
    switch (kind) {
      case BOOLEAN -> Memory.putByte(to, Memory.getByte(value));
      case INT32 -> Memory.putInt(to, narrow(value));
      case INT64, DOUBLE -> Memory.putLong(to, Memory.getLong(value));
      case FLOAT -> Memory.putInt(to, Memory.getInt(value));
      case INT128 -> {
        Memory.putLong(to, Long.reverseBytes(Memory.getLong(value + 8)));
        Memory.putLong(to + 8, Long.reverseBytes(Memory.getLong(value)));
      }
      case BYTES -> throw new IllegalStateException("text is added by its bytes");
    }
    bytes += width;
    count++;
  }

  private int narrow(long value) {
    return switch (layout) {
      case BYTE -> Memory.getByte(value);
      case SHORT -> Memory.getShort(value);
      case INT -> Memory.getInt(value);
      case LONG -> (int) Memory.getLong(value);
      case FLOAT, DOUBLE, INT128, VIEW -> throw new IllegalStateException(layout + " as INT32");
    };
  }

  void addBytes(long data, int length) {
    long to = buffer.grow(bytes + Integer.BYTES + length, bytes) + bytes;
    Memory.putInt(to, length);
    Memory.copy(data, to + Integer.BYTES, length);
    bytes += Integer.BYTES + length;
    count++;
  }

  /** Adds a value that is in this form already; its offset. */
  long addStored(long value, int size) {
    long to = buffer.grow(bytes + size, bytes) + bytes;
    Memory.copy(value, to, size);
    bytes += size;
    count++;
    return bytes - size;
  }

  /** Takes back the last value. */
  void removeLast(long size) {
    bytes -= size;
    count--;
  }

  @Override
  public void close() {
    buffer.close();
  }
}
