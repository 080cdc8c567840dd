package io.sampo.runtime.memory;

import org.apache.arrow.memory.BufferAllocator;

/**
 * The memory of one query: below it that of its operators, and an allocator for all that belongs to
 * none. Safe for use by many threads.
 */
public final class QueryMemory implements AutoCloseable {
  private final MemoryArbiter arbiter;
  private final Holder.Share share;
  private final Holder holder;
  private final HeapAccount heapAccount;
  private final BufferAllocator allocator;
  private boolean closed;

  QueryMemory(MemoryArbiter arbiter, HeapAccount heapAccount, String name, BufferAllocator root) {
    this.arbiter = arbiter;
    this.heapAccount = heapAccount;
    this.share = arbiter.openShare(name);
    this.holder = arbiter.open(share, "reading and working memory", false);
    this.allocator =
        root.newChildAllocator(
            name, new OperatorMemory.Charging(arbiter, holder), 0, Long.MAX_VALUE);
  }

  /** Memory that belongs to no operator. */
  public BufferAllocator allocator() {
    return allocator;
  }

  /**
   * Memory for an operator of a task.
   *
   * @param name what it does, for messages
   * @param revocable whether it can spill between batches
   */
  public OperatorMemory operator(String name, boolean revocable) {
    return new OperatorMemory(
        arbiter, arbiter.open(share, name, revocable), heapAccount, allocator);
  }

  /** Bytes that may be had now without anybody spilling. */
  public long headroom() {
    return arbiter.headroom();
  }

  /** As {@link #headroom}, after memory that nobody works with made room for so much. */
  public long headroom(long wished) {
    arbiter.reclaim(wished);
    return arbiter.headroom();
  }

  /** All of the process's memory. */
  public long limit() {
    return arbiter.limit();
  }

  /**
   * Asks for room for work that cannot spill; {@link #release} gives back what of it is not in use.
   *
   * @return false when there is not enough: better spill first
   */
  public boolean tryReserve(long bytes) {
    return arbiter.tryReserve(holder, bytes);
  }

  public void release() {
    arbiter.releaseSpare(holder);
  }

  /** Runs work that never asks for memory but will end, so that others may wait for its end. */
  public void work(Runnable action) {
    arbiter.begin(share);
    try {
      action.run();
    } finally {
      arbiter.end(share);
    }
  }

  /** All buffers have to be freed before. May be called twice. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      allocator.close();
    } finally {
      arbiter.close(holder);
      arbiter.closeShare(share);
    }
  }
}
