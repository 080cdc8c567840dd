package io.sampo.runtime.memory;

import java.util.function.LongConsumer;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.RootAllocator;

/**
 * The memory of a process: a limit, and below it that of queries and of their operators. What is
 * kept for reuse counts too. Safe for use by many threads.
 */
public final class MemoryBudget implements AutoCloseable {
  /**
   * The parameter of OUT_OF_MEMORY that is there when other queries hold what is missing, so that
   * it may be had once they end.
   */
  public static final String HELD_BY_OTHERS = "others";

  private final MemoryArbiter arbiter;
  private final ChunkPool pool;
  private final BufferAllocator root;
  private final Holder others;
  private final HeapAccount heapAccount;

  /**
   * @param limit the most bytes that may be in use at once
   * @param keptForReuse the most freed bytes that are kept
   */
  public MemoryBudget(long limit, long keptForReuse) {
    this(limit, keptForReuse, HeapAccount.ofProcess());
  }

  MemoryBudget(long limit, long keptForReuse, HeapAccount heapAccount) {
    this.heapAccount = heapAccount;
    this.pool = new ChunkPool(keptForReuse);
    this.arbiter = new MemoryArbiter(limit, pool);
    this.root =
        new RootAllocator(
            RootAllocator.configBuilder()
                // The arbiter alone says what is too much: this one would count twice what one
                // allocator hands to another at that moment.
                .maxAllocation(Long.MAX_VALUE)
                .allocationManagerFactory(pool)
                .roundingPolicy(ChunkPool::sizeClass)
                .build());
    this.others = arbiter.open(new Holder.Share("work beside queries"), "buffers", false);
  }

  /** Memory for one query and its operators. Closing it fails when a buffer was not freed. */
  public QueryMemory openQuery(String name) {
    return new QueryMemory(arbiter, heapAccount, name, root);
  }

  /**
   * An allocator for work that has no operators and cannot spill. Closing it fails when a buffer of
   * it was not freed.
   */
  public BufferAllocator forQuery(String name) {
    return root.newChildAllocator(
        name, new OperatorMemory.Charging(arbiter, others), 0, Long.MAX_VALUE);
  }

  /**
   * Hands a buffer to another allocator, which is charged for it from now on.
   *
   * @return the buffer to use; the given one has to be closed all the same
   */
  public static ArrowBuf handOver(ArrowBuf buffer, BufferAllocator to) {
    ReferenceManager held = buffer.getReferenceManager();
    // None when its memory is accounted for elsewhere: then that does not change.
    long bytes = held.getAccountedSize();
    ArrowBuf handed = held.transferOwnership(buffer, to).getTransferredBuffer();
    if (bytes > 0
        && held.getAllocator().getListener()
            instanceof OperatorMemory.Charging(MemoryArbiter arbiter, Holder giver)
        && to.getListener() instanceof OperatorMemory.Charging(MemoryArbiter same, Holder taker)
        && arbiter == same) {
      arbiter.move(giver, taker, bytes);
    }
    return handed;
  }

  /**
   * Asks somebody for memory before any operator has to spill. Called by compute threads, no lock
   * held.
   *
   * @param reclaimer is told how many bytes are wished, and frees as many if it can
   */
  public void reclaimFrom(LongConsumer reclaimer) {
    arbiter.reclaimFrom(reclaimer);
  }

  /** Bytes in use now. */
  public long used() {
    return root.getAllocatedMemory();
  }

  /** The most bytes that were in use or granted at once. */
  public long peak() {
    return arbiter.peak();
  }

  public long limit() {
    return arbiter.limit();
  }

  /** Frees what is kept for reuse. */
  public void trim() {
    pool.trim(Long.MAX_VALUE);
  }

  @Override
  public void close() {
    root.close();
    trim();
  }
}
