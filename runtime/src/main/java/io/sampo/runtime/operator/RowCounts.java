package io.sampo.runtime.operator;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The sums of what the tasks of a query counted, and what became of its tables. Safe for use by
 * many threads.
 */
public final class RowCounts {
  /** Of a query that counts nothing. */
  public static final RowCounts NONE = new RowCounts(0);

  private final AtomicLongArray sums;
  private final Map<Integer, Dealt> dealt = new ConcurrentHashMap<>();

  /**
   * How the rows of a hash table that did not fit were dealt out.
   *
   * @param cells what they were dealt to at first, and again, as far as there were rows
   * @param kept how many of these cells are in memory and never were on disk
   * @param again how many cells were too large and dealt again
   * @param partitions what was made of the cells on disk: small ones share one
   * @param parts in how many parts the partitions are read into memory
   */
  public record Dealt(int cells, int kept, int again, int partitions, int parts) {}

  /**
   * @param counters how many counters the query has
   */
  public RowCounts(int counters) {
    this.sums = new AtomicLongArray(2 * counters);
  }

  /** What a task counts with. */
  long[] counts() {
    return new long[sums.length()];
  }

  /** A task is done. */
  void add(long[] counts) {
    for (int i = 0; i < counts.length; i++) {
      sums.addAndGet(i, counts[i]);
    }
  }

  /** The table of a stage went to disk. */
  void onDisk(int stage, Dealt how) {
    if (sums.length() > 0) {
      dealt.put(stage, how);
    }
  }

  /** How the table of a stage was dealt out; empty when it was in memory. */
  public Optional<Dealt> onDisk(int stage) {
    return Optional.ofNullable(dealt.get(stage));
  }

  /** The rows that came by a counter. */
  public long rows(int counter) {
    return sums.get(2 * counter);
  }

  /** The time that rows took behind a counter. */
  public long nanos(int counter) {
    return sums.get(2 * counter + 1);
  }
}
