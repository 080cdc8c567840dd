package io.sampo.runtime.source;

import io.sampo.physical.ValueRange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the values of a column are that lie in one part of a table only. Immutable.
 *
 * <p>Parts are sorted by their least values; what lies above the greatest value of all parts before
 * some, and below the least one of the part behind them, is in no other part.
 */
final class ClusteredParts {
  private final List<PartBounds> parts;

  /** The place of each part in the order of least values. */
  private final Map<Place, Integer> places = new HashMap<>();

  /** For each part the greatest value of those before it. */
  private final long[] before;

  private record Place(String path, long start) {}

  /**
   * @param parts all parts of the table that hold values
   */
  ClusteredParts(List<PartBounds> parts) {
    this.parts = parts.stream().sorted(Comparator.comparingLong(PartBounds::min)).toList();
    this.before = new long[parts.size() + 1];
    before[0] = Long.MIN_VALUE;
    for (int i = 0; i < this.parts.size(); i++) {
      PartBounds part = this.parts.get(i);
      places.put(new Place(part.path(), part.start()), i);
      before[i + 1] = Math.max(before[i], part.max());
    }
  }

  /**
   * The bounds of the values in parts of a file that start from one place to before another; empty
   * when nothing is known.
   */
  Optional<ValueRange> bounds(String path, long from, long to) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (long start = from; start < to; start++) {
      Integer place = places.get(new Place(path, start));
      if (place != null) {
        least = Math.min(least, parts.get(place).min());
        most = Math.max(most, parts.get(place).max());
      }
    }
    return Optional.of(new ValueRange(least, most));
  }

  /**
   * Values that no parts have but those of a file that start from one place to before another, if
   * there are any.
   */
  Optional<ValueRange> onlyIn(String path, long from, long to) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    int first = Integer.MAX_VALUE;
    int last = -1;
    int count = 0;
    for (long start = from; start < to; start++) {
      Integer place = places.get(new Place(path, start));
      if (place != null) {
        first = Math.min(first, place);
        last = Math.max(last, place);
        count++;
      }
    }
    if (count == 0 || last - first + 1 != count) {
      return Optional.empty();
    }
    long most = Long.MIN_VALUE;
    for (int i = first; i <= last; i++) {
      most = Math.max(most, parts.get(i).max());
    }
    long least = parts.get(first).min();
    if (first > 0 && before[first] >= least) {
      if (before[first] >= most) {
        return Optional.empty();
      }
      least = before[first] + 1;
    }
    if (last + 1 < parts.size()) {
      long behind = parts.get(last + 1).min();
      if (behind <= least) {
        return Optional.empty();
      }
      most = Math.min(most, behind - 1);
    }
    return Optional.of(new ValueRange(least, most));
  }
}
