package io.sampo.runtime.cache;

import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What kept tables of a session may use.
 *
 * @param allocator the memory of all of them
 * @param folder where their files go
 */
public record KeptMemory(BufferAllocator allocator, Path folder) {
  /** The share of the budget that is left to queries: one part of so many. */
  private static final int LEFT_TO_QUERIES = 2;

  /** Whether so many bytes may be kept in memory beside what is kept there already. */
  boolean mayHold(long bytes) {
    long kept = allocator.getAllocatedMemory() + bytes;
    long budget = allocator.getHeadroom() + allocator.getAllocatedMemory();
    return kept <= budget / LEFT_TO_QUERIES;
  }
}
