package io.sampo.runtime.source.parquet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The memory of one column's decompressed pages. A page's memory outlives the page while the
 * current batch may point into it: {@link #retire} marks it, {@link #recycle}, called when the next
 * batch begins, makes it free for reuse.
 */
final class PagePool implements AutoCloseable {
  private final BufferAllocator allocator;
  private final ArrayDeque<GrowingBuffer> free = new ArrayDeque<>();
  private final List<GrowingBuffer> retired = new ArrayList<>();

  PagePool(BufferAllocator allocator) {
    this.allocator = allocator;
  }

  GrowingBuffer take() {
    GrowingBuffer buffer = free.poll();
    return buffer == null ? new GrowingBuffer(allocator) : buffer;
  }

  /** Gives memory back that the current batch may still refer to. */
  void retire(GrowingBuffer buffer) {
    retired.add(buffer);
  }

  /** Ends the current batch. */
  void recycle() {
    if (!retired.isEmpty()) {
      free.addAll(retired);
      retired.clear();
    }
  }

  @Override
  public void close() {
    recycle();
    free.forEach(GrowingBuffer::close);
    free.clear();
  }
}
