package io.sampo.runtime.source.text;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Accounted memory that is replaced by a larger piece when more is needed. Used by one thread. */
public final class GrowingBuffer implements AutoCloseable {
  private final BufferAllocator allocator;
  private @Nullable ArrowBuf memory;
  private long address;
  private long capacity;

  public GrowingBuffer(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  /**
   * Makes room for at least that many bytes; the content is lost if the memory had to be replaced.
   */
  public long ensure(long bytes) {
    if (capacity < bytes) {
      close();
      replace(allocator.buffer(bytes));
    }
    return address;
  }

  /** As {@link #ensure}, keeping the first bytes. */
  public long grow(long bytes, long kept) {
    if (capacity < bytes) {
      ArrowBuf larger = allocator.buffer(bytes);
      ArrowBuf old = memory;
      if (old != null) {
        io.sampo.codegen.vector.Memory.copy(address, larger.memoryAddress(), kept);
        old.close();
      }
      replace(larger);
    }
    return address;
  }

  private void replace(ArrowBuf larger) {
    memory = larger;
    address = larger.memoryAddress();
    capacity = larger.capacity();
  }

  public long address() {
    return address;
  }

  public long capacity() {
    return capacity;
  }

  @Override
  public void close() {
    ArrowBuf old = memory;
    memory = null;
    address = 0;
    capacity = 0;
    if (old != null) {
      old.close();
    }
  }
}
