package io.sampo.runtime.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The memory of one query, or of one stage of it: below it that of its operators, and an allocator
 * for all that belongs to none. Safe for use by many threads.
 */
public final class QueryMemory implements AutoCloseable {
  private final MemoryArbiter arbiter;
  private final Holder.Share share;
  private final Holder holder;
  private final HeapAccount heapAccount;
  private final BufferAllocator allocator;

  /** Where in the query this is, for messages; empty for all of it. */
  private final String place;

  private final Map<Integer, QueryMemory> stages = new ConcurrentHashMap<>();
  private boolean closed;

  QueryMemory(MemoryArbiter arbiter, HeapAccount heapAccount, String name, BufferAllocator root) {
    this(arbiter, heapAccount, arbiter.openShare(name), "", root, name);
  }

  private QueryMemory(
      MemoryArbiter arbiter,
      HeapAccount heapAccount,
      Holder.Share share,
      String place,
      BufferAllocator parent,
      String name) {
    this.arbiter = arbiter;
    this.heapAccount = heapAccount;
    this.share = share;
    this.place = place;
    this.holder = arbiter.open(share, "reading and working memory" + place, false);
    this.allocator =
        parent.newChildAllocator(
            name, new OperatorMemory.Charging(arbiter, holder), 0, Long.MAX_VALUE);
  }

  /** As a view of a stage's memory that names one of its tasks. */
  private QueryMemory(QueryMemory stage, String place) {
    this.arbiter = stage.arbiter;
    this.heapAccount = stage.heapAccount;
    this.share = stage.share;
    this.place = place;
    this.holder = stage.holder;
    this.allocator = stage.allocator;
  }

  /** The memory of one of the query's stages; closed with the query's. */
  public QueryMemory stage(int number) {
    return stages.computeIfAbsent(
        number,
        key ->
            new QueryMemory(
                arbiter, heapAccount, share, " of stage " + key, allocator, "stage " + key));
  }

  /** The same memory, whose operators are known as those of a task; needs not be closed. */
  public QueryMemory task(int number) {
    return new QueryMemory(this, " of task " + number + place);
  }

  /** The most bytes that were in use at once, of a stage those of its operators. */
  public long peak() {
    return allocator.getPeakMemoryAllocation();
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
        arbiter, arbiter.open(share, name + place, revocable), heapAccount, allocator);
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

  /** What tasks that are done left in memory that they could have spilled, of all queries. */
  public long leftBehind() {
    return arbiter.leftBehind();
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
      stages.values().forEach(QueryMemory::close);
      allocator.close();
    } finally {
      arbiter.close(holder);
      if (place.isEmpty()) {
        arbiter.closeShare(share);
      }
    }
  }
}
