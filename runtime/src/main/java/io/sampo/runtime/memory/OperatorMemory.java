package io.sampo.runtime.memory;

import io.sampo.error.SampoException;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationOutcome;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The memory of one operator of one task: an allocator whose buffers are charged to it, and its
 * side of the arbitration. Used by one thread at a time; buffers may be freed by any.
 */
public final class OperatorMemory implements AutoCloseable {
  /** Tasks that are done leave in memory one part of so many at most. */
  private static final int KEPT_SHARE = 3;

  private final MemoryArbiter arbiter;
  private final Holder holder;
  private final HeapAccount heapAccount;
  private final BufferAllocator allocator;
  private long usedBefore;
  private long growth;
  private long heap;
  private boolean closed;

  /** What a task is to do before its next batch. */
  public enum Next {
    /** Go on. */
    PROCESS,
    /** Spill, then ask again. */
    SPILL,
    /** Stop until the waker is called, then ask again. */
    WAIT
  }

  OperatorMemory(
      MemoryArbiter arbiter, Holder holder, HeapAccount heapAccount, BufferAllocator parent) {
    this.arbiter = arbiter;
    this.holder = holder;
    this.heapAccount = heapAccount;
    this.allocator =
        parent.newChildAllocator(holder.name, new Charging(arbiter, holder), 0, Long.MAX_VALUE);
  }

  /** Charges the buffers of an allocator to a holder. */
  record Charging(MemoryArbiter arbiter, Holder holder) implements AllocationListener {
    @Override
    public void onPreAllocation(long size) {
      arbiter.charge(holder, size);
    }

    @Override
    public boolean onFailedAllocation(long size, AllocationOutcome outcome) {
      arbiter.discharge(holder, size);
      return false;
    }

    @Override
    public void onRelease(long size) {
      arbiter.discharge(holder, size);
    }
  }

  /** Where buffers come from. */
  public BufferAllocator allocator() {
    return allocator;
  }

  /** Bytes in use, those on the heap included. */
  public long used() {
    return allocator.getAllocatedMemory() + heap;
  }

  /** Less than this is not worth spilling in the middle of a batch. */
  public long worthSpilling() {
    return Math.min(1L << 20, arbiter.limit() / 64);
  }

  /**
   * As {@link #heap}, when there is room for it without anybody spilling.
   *
   * @return false when there is not, and then nothing was said
   */
  public boolean tryHeap(long bytes) {
    long more = bytes - heap;
    if (more > 0 && (!heapAccount.hasRoom(more) || !arbiter.tryReserve(holder, more))) {
      return false;
    }
    heap(bytes);
    return true;
  }

  /**
   * Says how many bytes of objects on the heap the operator has, about.
   *
   * @throws io.sampo.error.SampoException OUT_OF_HEAP or OUT_OF_MEMORY, and then nothing was said
   */
  public void heap(long bytes) {
    if (bytes > heap) {
      long more = bytes - heap;
      heapAccount.take(holder, heap, more);
      try {
        arbiter.charge(holder, more);
      } catch (SampoException e) {
        heapAccount.giveBack(more);
        throw e;
      }
    } else {
      arbiter.discharge(holder, heap - bytes);
      heapAccount.giveBack(heap - bytes);
    }
    heap = bytes;
  }

  /**
   * Asks, between batches, for room for the next one. A task that is told to wait holds no thread;
   * one that stops for another reason says so by {@link #leave}.
   *
   * <p>How much that is, is guessed from what earlier batches took.
   *
   * @param waker called after {@link Next#WAIT} when it makes sense to ask again
   * @throws io.sampo.error.SampoException OUT_OF_MEMORY when waiting would be for nothing
   */
  public Next ask(Runnable waker) {
    long used = used();
    growth = Math.max(growth / 2, used - usedBefore);
    usedBefore = used;
    long least = Math.min(1L << 20, arbiter.limit() / 128);
    long headroom = Math.clamp(2 * growth, least, Math.max(least, arbiter.limit() / 16));
    arbiter.reclaim(headroom);
    return switch (arbiter.ask(holder, headroom, waker)) {
      case GO -> Next.PROCESS;
      case SPILL -> Next.SPILL;
      case WAIT -> Next.WAIT;
    };
  }

  /**
   * What is in use is at rest while the task works on something else, before the memory of which is
   * asked for. Ends with the next {@link #ask}.
   *
   * @param waker called when it is to be spilled
   * @return whether it is to be spilled now; afterwards this is called again
   */
  public boolean rest(Runnable waker) {
    return arbiter.rest(holder, waker);
  }

  /** The thread leaves the task for a while. */
  public void leave() {
    arbiter.leave(holder);
  }

  /**
   * Says, as part of spilling, how much of what stays in use could be spilled as well. Counts until
   * it is said again; at first nothing could.
   */
  public void leftToSpill(long bytes) {
    arbiter.left(holder, bytes);
  }

  /**
   * In the middle of a batch: whether so many more bytes are to be had. Otherwise the operator
   * spills if it can at this point, or allocates all the same and may fail.
   */
  public boolean tryReserve(long bytes) {
    return arbiter.tryReserve(holder, bytes);
  }

  /**
   * Whether what is in use may stay so when the task is done. Otherwise it is to be spilled: nobody
   * could take it back later.
   */
  public boolean mayKeep() {
    return arbiter.mayKeep(holder, KEPT_SHARE);
  }

  /** As {@link #mayKeep}, where the stage gives back more of it before it ends. */
  public boolean mayKeepForNow() {
    return arbiter.mayKeep(holder, KEPT_SHARE - 1);
  }

  /** How much of what is left in memory by tasks that are done may stay when their stage is. */
  public long mostKept() {
    return arbiter.limit() / KEPT_SHARE;
  }

  /** The task is done; what is in use is kept for later stages. */
  public void settle() {
    arbiter.settle(holder);
  }

  /** All buffers have to be freed before. May be called twice. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      try {
        allocator.close();
      } finally {
        heapAccount.giveBack(heap);
        heap = 0;
        arbiter.close(holder);
      }
    }
  }
}
