package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.Memory;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Reusable memory that grows and never shrinks, with room behind its end. Used by one thread. */
public final class GrowingBuffer implements AutoCloseable {
  /** The bytes behind the asked-for size that may be read and written. */
  public static final int SLACK = 64;

  private final BufferAllocator allocator;
  private @Nullable ArrowBuf buffer;
  private long address;
  private long size;

  public GrowingBuffer(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /** Makes room for {@code bytes} bytes and returns the address. Growing drops the contents. */
  public long reserve(long bytes) {
    if (buffer == null || bytes > size) {
      close();
      // A quarter more, so that sizes that creep up do not allocate each time.
      ArrowBuf larger = allocator.buffer(bytes + bytes / 4 + SLACK);
      buffer = larger;
      size = larger.capacity() - SLACK;
      address = larger.memoryAddress();
    }
    return address;
  }

  /** Makes room for {@code bytes} bytes, keeping the first {@code used} ones. */
  public long grow(long bytes, long used) {
    ArrowBuf old = buffer;
    if (old == null || bytes <= size) {
      return reserve(bytes);
    }
    buffer = null;
    long from = address;
    try {
      long to = reserve(Math.max(bytes, 2 * size));
      Memory.copy(from, to, used);
      return to;
    } finally {
      old.close();
    }
  }

  public long address() {
    return address;
  }

  public long size() {
    return size;
  }

  @Override
  public void close() {
    ArrowBuf old = buffer;
    if (old != null) {
      buffer = null;
      size = 0;
      address = 0;
      old.close();
    }
  }
}
