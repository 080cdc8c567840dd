package io.sampo.runtime.operator;

import java.util.concurrent.atomic.AtomicLongArray;

/** The sums of what the tasks of a query counted. Safe for use by many threads. */
public final class RowCounts {
  /** Of a query that counts nothing. */
  public static final RowCounts NONE = new RowCounts(0);

  private final AtomicLongArray sums;

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

  /** The rows that came by a counter. */
  public long rows(int counter) {
    return sums.get(2 * counter);
  }

  /** The time that rows took behind a counter. */
  public long nanos(int counter) {
    return sums.get(2 * counter + 1);
  }
}
