package io.sampo.runtime.memory;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The memory of an engine: a limit, and the allocator every query's allocator hangs below. Safe for
 * use by many threads.
 */
public final class MemoryBudget implements AutoCloseable {
  private final BufferAllocator root;

  /**
   * @param limit the most bytes that may be in use at once
   * @param keptForReuse the most freed bytes that are kept
   */
  public MemoryBudget(long limit, long keptForReuse) {
    this.root =
        new RootAllocator(
            RootAllocator.configBuilder()
                .maxAllocation(limit)
                .allocationManagerFactory(new ChunkPool(keptForReuse))
                .roundingPolicy(size -> size)
                .build());
  }

  /** An allocator for one query. Closing it fails when a buffer of it was not freed. */
  public BufferAllocator forQuery(String name) {
    return root.newChildAllocator(name, 0, Long.MAX_VALUE);
  }

  /** Bytes in use now. */
  public long used() {
    return root.getAllocatedMemory();
  }

  public long limit() {
    return root.getLimit();
  }

  @Override
  public void close() {
    root.close();
  }
}
