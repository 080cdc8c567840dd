package io.sampo.runtime.cache;

import io.sampo.runtime.spill.SpillSpace;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** What the kept tables of a session use. Safe for use by many threads. */
public final class KeptMemory implements AutoCloseable {
  /** The share of the budget that is left to queries: one part of so many. */
  private static final int LEFT_TO_QUERIES = 2;

  private final BufferAllocator allocator;
  private final SpillSpace space;
  private final long budget;
  private final List<StoredRows> complete = new ArrayList<>();

  /**
   * @param allocator the memory of all of them
   * @param space where their files go
   * @param budget bytes of the whole process
   */
  public KeptMemory(BufferAllocator allocator, SpillSpace space, long budget) {
    this.allocator = allocator;
    this.space = space;
    this.budget = budget;
  }

  BufferAllocator allocator() {
    return allocator;
  }

  SpillSpace space() {
    return space;
  }

  /** Whether so many bytes may be kept in memory beside what is kept there already. */
  boolean mayHold(long bytes) {
    return allocator.getAllocatedMemory() + bytes <= budget / LEFT_TO_QUERIES;
  }

  /** Rows that may be evicted from now on. */
  void add(StoredRows rows) {
    synchronized (complete) {
      complete.add(rows);
    }
  }

  void remove(StoredRows rows) {
    synchronized (complete) {
      complete.remove(rows);
    }
  }

  /**
   * Makes room for queries: moves rows to disk, those kept longest first, or frees them where they
   * are computed again.
   *
   * @return the bytes that were freed
   */
  public long evict(long wished) {
    List<StoredRows> all;
    synchronized (complete) {
      all = List.copyOf(complete);
    }
    long freed = 0;
    for (StoredRows rows : all) {
      if (freed >= wished) {
        break;
      }
      freed += rows.evict(wished - freed);
    }
    return freed;
  }

  /** Everything has to be freed before. */
  @Override
  public void close() {
    space.close();
    allocator.close();
  }
}
