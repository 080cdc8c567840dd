package io.sampo.runtime.source.parquet;

import java.util.ArrayList;
import java.util.List;

/** Rows of a row group to read: ranges in order that neither touch nor overlap. */
record RowRanges(List<Range> ranges) {
  /** Rows from {@code start} to before {@code end}. */
  record Range(long start, long end) {}

  RowRanges {
    ranges = List.copyOf(ranges);
  }

  static RowRanges all(long rows) {
    return rows == 0 ? new RowRanges(List.of()) : new RowRanges(List.of(new Range(0, rows)));
  }

  /** The ranges of pages of which some are wanted. */
  static RowRanges of(long[] firstRows, boolean[] wanted, long rows) {
    var ranges = new ArrayList<Range>();
    for (int i = 0; i < firstRows.length; i++) {
      if (wanted[i]) {
        long end = i + 1 < firstRows.length ? firstRows[i + 1] : rows;
        boolean touches = !ranges.isEmpty() && ranges.getLast().end() == firstRows[i];
        long start = touches ? ranges.removeLast().start() : firstRows[i];
        ranges.add(new Range(start, end));
      }
    }
    return new RowRanges(ranges);
  }

  RowRanges intersect(RowRanges other) {
    var shared = new ArrayList<Range>();
    int i = 0;
    int j = 0;
    while (i < ranges.size() && j < other.ranges.size()) {
      Range a = ranges.get(i);
      Range b = other.ranges.get(j);
      long start = Math.max(a.start(), b.start());
      long end = Math.min(a.end(), b.end());
      if (start < end) {
        shared.add(new Range(start, end));
      }
      if (a.end() < b.end()) {
        i++;
      } else {
        j++;
      }
    }
    return new RowRanges(shared);
  }
}
