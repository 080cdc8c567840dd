package io.sampo.runtime.memory;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Native memory in size classes, four to a doubling, aligned to 64 bytes. Freed chunks are handed
 * out again up to a bound. Those that nobody took for a while go back to the system, and most of
 * them do when nothing runs any more. Safe for use by many threads.
 */
final class ChunkPool implements AllocationManager.Factory, MemoryArbiter.Idle {
  private static final int ALIGNMENT = 64;

  /** When nothing runs, one part of so many of what may be kept is kept. */
  private static final int RESTING_SHARE = 4;

  /** So often it is looked at which chunks are not in use. */
  private static final long PERIOD_NANOS = 500_000_000;

  private final long mostKept;
  private final LongSupplier clock;
  private final TreeMap<Long, FreeChunks> free = new TreeMap<>();
  private long kept;
  private long periodStart;

  /** Free chunks of one size. */
  private static final class FreeChunks {
    final ArrayDeque<Long> addresses = new ArrayDeque<>();

    /** The fewest there were in this period: so many were not needed. */
    int fewest;
  }

  ChunkPool(long mostKept) {
    this(mostKept, System::nanoTime);
  }

  /**
   * @param clock nanoseconds from some start
   */
  ChunkPool(long mostKept, LongSupplier clock) {
    this.mostKept = mostKept;
    this.clock = clock;
    this.periodStart = clock.getAsLong();
  }

  @Override
  public AllocationManager create(BufferAllocator accountingAllocator, long size) {
    return new Chunk(accountingAllocator, size);
  }

  @Override
  public ArrowBuf empty() {
    return EMPTY;
  }

  private static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

  /** The size class of a request: the smallest of 4, 5, 6, 7 times a power of two that holds it. */
  static long sizeClass(long bytes) {
    if (bytes <= 256) {
      return Math.max(ALIGNMENT, (bytes + ALIGNMENT - 1) & -ALIGNMENT);
    }
    int shift = 61 - Long.numberOfLeadingZeros(bytes - 1);
    return ((bytes - 1 >> shift) + 1) << shift;
  }

  private long take(long bytes) {
    synchronized (this) {
      FreeChunks chunks = free.get(bytes);
      Long address = chunks == null ? null : chunks.addresses.pollLast();
      if (chunks != null && address != null) {
        chunks.fewest = Math.min(chunks.fewest, chunks.addresses.size());
        kept -= bytes;
        return address;
      }
    }
    return MemoryUtil.allocateMemory(bytes + ALIGNMENT);
  }

  private void giveBack(long address, long bytes) {
    synchronized (this) {
      long now = clock.getAsLong();
      if (now - periodStart >= PERIOD_NANOS) {
        periodStart = now;
        freeUnneeded();
      }
      if (kept + bytes <= mostKept) {
        free.computeIfAbsent(bytes, key -> new FreeChunks()).addresses.addLast(address);
        kept += bytes;
        return;
      }
    }
    MemoryUtil.freeMemory(address);
  }

  /** Frees what was kept all through the period. */
  private void freeUnneeded() {
    free.forEach((bytes, chunks) -> {
      for (int i = 0; i < chunks.fewest; i++) {
        MemoryUtil.freeMemory(chunks.addresses.removeFirst());
        kept -= bytes;
      }
      chunks.fewest = chunks.addresses.size();
    });
    free.values().removeIf(chunks -> chunks.addresses.isEmpty());
  }

  @Override
  public synchronized void rest() {
    trim(kept - mostKept / RESTING_SHARE);
  }

  @Override
  public synchronized long bytes() {
    return kept;
  }

  /** Frees the largest chunks first. */
  @Override
  public synchronized void trim(long wished) {
    long freed = 0;
    while (freed < wished && !free.isEmpty()) {
      Map.Entry<Long, FreeChunks> largest = free.lastEntry();
      FreeChunks chunks = largest.getValue();
      while (freed < wished && !chunks.addresses.isEmpty()) {
        MemoryUtil.freeMemory(chunks.addresses.removeFirst());
        freed += largest.getKey();
        kept -= largest.getKey();
      }
      chunks.fewest = Math.min(chunks.fewest, chunks.addresses.size());
      if (chunks.addresses.isEmpty()) {
        free.remove(largest.getKey());
      }
    }
  }

  /** One chunk while it is in use. */
  private final class Chunk extends AllocationManager {
    private final long size;
    private final long rounded;
    private final long address;

    Chunk(BufferAllocator accountingAllocator, long size) {
      super(accountingAllocator);
      this.size = size;
      this.rounded = sizeClass(size);
      this.address = take(rounded);
    }

    @Override
    protected long memoryAddress() {
      return address + ALIGNMENT - 1 & -ALIGNMENT;
    }

    @Override
    public long getSize() {
      return size;
    }

    @Override
    protected void release0() {
      giveBack(address, rounded);
    }
  }
}
