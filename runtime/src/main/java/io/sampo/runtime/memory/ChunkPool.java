package io.sampo.runtime.memory;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.memory.AllocationManager;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.MemoryUtil;

/**
 * Native memory in size classes, four to a doubling, aligned to 64 bytes. Freed chunks are handed
 * out again up to a bound. Safe for use by many threads.
 */
final class ChunkPool implements AllocationManager.Factory, MemoryArbiter.Idle {
  private static final int ALIGNMENT = 64;

  private final long mostKept;
  private final TreeMap<Long, ArrayDeque<Long>> free = new TreeMap<>();
  private long kept;

  ChunkPool(long mostKept) {
    this.mostKept = mostKept;
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
      ArrayDeque<Long> chunks = free.get(bytes);
      Long address = chunks == null ? null : chunks.pollLast();
      if (address != null) {
        kept -= bytes;
        return address;
      }
    }
    return MemoryUtil.allocateMemory(bytes + ALIGNMENT);
  }

  private void giveBack(long address, long bytes) {
    synchronized (this) {
      if (kept + bytes <= mostKept) {
        free.computeIfAbsent(bytes, key -> new ArrayDeque<>()).addLast(address);
        kept += bytes;
        return;
      }
    }
    MemoryUtil.freeMemory(address);
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
      Map.Entry<Long, ArrayDeque<Long>> largest = free.lastEntry();
      ArrayDeque<Long> chunks = largest.getValue();
      while (freed < wished && !chunks.isEmpty()) {
        MemoryUtil.freeMemory(chunks.removeLast());
        freed += largest.getKey();
        kept -= largest.getKey();
      }
      if (chunks.isEmpty()) {
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
