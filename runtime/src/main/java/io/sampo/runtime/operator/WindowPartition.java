package io.sampo.runtime.operator;

import org.jspecify.annotations.Nullable;

/** The rows of one partition in order, and the rows being made of them. Used by one thread. */
final class WindowPartition {
  private final long[] rows;
  private final long[] targets;
  private final int from;
  private final int size;
  private final RowOrder order;
  private int @Nullable [] peersFrom;
  private int @Nullable [] peersTo;

  /**
   * @param rows the addresses of rows, of which the partition's are from one place to before
   *     another
   * @param targets the rows to write, at the same places
   */
  WindowPartition(long[] rows, long[] targets, int from, int to, RowOrder order) {
    this.rows = rows;
    this.targets = targets;
    this.from = from;
    this.size = to - from;
    this.order = order;
  }

  int size() {
    return size;
  }

  /** The row at a place, counted from 0. */
  long row(int place) {
    return rows[from + place];
  }

  /** The row to write for a place. */
  long target(int place) {
    return targets[from + place];
  }

  /** Whether the window's ordering does not tell a row from the one before it. */
  boolean isPeerOfPrevious(int place) {
    return order.compare(row(place - 1), row(place)) == 0;
  }

  /** For each place, the first one of its peers. */
  int[] peersFrom() {
    if (peersFrom == null) {
      int[] first = new int[size];
      for (int i = 1; i < size; i++) {
        first[i] = isPeerOfPrevious(i) ? first[i - 1] : i;
      }
      peersFrom = first;
    }
    return peersFrom;
  }

  /** For each place, the one behind the last of its peers. */
  int[] peersTo() {
    if (peersTo == null) {
      int[] first = peersFrom();
      int[] end = new int[size];
      for (int i = size - 1; i >= 0; i--) {
        end[i] = i + 1 < size && first[i + 1] == first[i] ? end[i + 1] : i + 1;
      }
      peersTo = end;
    }
    return peersTo;
  }
}
