package io.sampo.runtime.block;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Makes frames of rows, one after the other in the same memory. Used by one thread at a time. */
public final class RowBlockEncoder implements AutoCloseable {
  private final Compression compression;
  private final BufferAllocator allocator;
  private @Nullable ArrowBuf frame;

  public RowBlockEncoder(Compression compression, BufferAllocator allocator) {
    this.compression = compression;
    this.allocator = allocator;
  }

  /** Takes the frame, valid during the call only. */
  @FunctionalInterface
  public interface FrameTaker {
    void take(long address, long bytes, int rows);
  }

  /** Makes a frame of the rows gathered and empties the block. */
  public void encode(RowBlock block, FrameTaker taker) {
    int rows = block.rows();
    long bound = block.bound(compression);
    if (frame == null || frame.capacity() < bound) {
      close();
      frame = allocator.buffer(bound);
    }
    long bytes = block.write(frame.memoryAddress(), compression);
    taker.take(frame.memoryAddress(), bytes, rows);
  }

  @Override
  public void close() {
    if (frame != null) {
      frame.close();
      frame = null;
    }
  }
}
