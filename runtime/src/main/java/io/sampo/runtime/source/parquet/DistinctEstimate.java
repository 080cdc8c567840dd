package io.sampo.runtime.source.parquet;

import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the number of distinct values of a column from those of some row groups.
 *
 * <p>A row group is taken for a random sample: of D values, n rows hold {@code D (1 - exp(-n / D))}
 * distinct ones on average. That is solved for D, and D is bounded by the number of integers
 * between the column's bounds. Row groups whose ranges do not overlap cannot share values, so there
 * the counts add up.
 */
final class DistinctEstimate {
  private long groups;
  private double rows;
  private double distinct;
  private boolean disjoint = true;
  private @Nullable Comparable<Object> highest;
  private long ranges;
  private int separate = 1;

  /** Adds a row group's number of values and of distinct ones. */
  void add(long groupRows, long groupDistinct) {
    groups++;
    rows += groupRows;
    distinct += Math.min(groupRows, Math.max(0, groupDistinct));
  }

  boolean isEmpty() {
    return groups == 0;
  }

  /** Whether there are several row groups, each with a range of values behind the one before. */
  boolean isClustered() {
    return disjoint && ranges > 1;
  }

  /** How many row groups there are; 1 unless clustered. */
  int parts() {
    return isClustered() ? Math.toIntExact(ranges) : 1;
  }

  /** How many runs of row groups there are that have no value in common; 1 unless clustered. */
  int separable() {
    return isClustered() ? separate : 1;
  }

  /** Adds the bounds of the next row group. */
  @SuppressWarnings("unchecked")
  void range(Bounds bounds) {
    ranges++;
    Comparable<Object> before = highest;
    if (bounds.min() == null || bounds.max() == null) {
      disjoint = false;
      return;
    }
    if (before != null && before.compareTo(bounds.min()) > 0) {
      disjoint = false;
    } else if (before != null && before.compareTo(bounds.min()) < 0) {
      separate++;
    }
    if (before == null || before.compareTo(bounds.max()) < 0) {
      highest = (Comparable<Object>) bounds.max();
    }
  }

  /** The estimate for a column of so many values between two bounds. */
  OptionalLong estimate(long total, @Nullable Comparable<?> min, @Nullable Comparable<?> max) {
    double width = width(min, max);
    if (groups == 0) {
      return width < total ? OptionalLong.of((long) width) : OptionalLong.empty();
    }
    if (total <= 0 || rows <= 0) {
      return OptionalLong.of(0);
    }
    double all =
        isClustered()
            ? distinct / rows * total
            : expected(domain(rows / groups, distinct / groups), total);
    return OptionalLong.of(Math.max(1, Math.round(Math.min(Math.min(all, total), width))));
  }

  /** How many whole steps of the type lie between the bounds, or infinity. */
  private static double width(@Nullable Comparable<?> min, @Nullable Comparable<?> max) {
    if (min instanceof Long a && max instanceof Long b) {
      return (double) b - a + 1;
    }
    if (min instanceof BigDecimal a
        && max instanceof BigDecimal b
        && a.scale() <= DecimalType.MAX_PRECISION) {
      return b.subtract(a).movePointRight(a.scale()).doubleValue() + 1;
    }
    return Double.POSITIVE_INFINITY;
  }

  private static double expected(double domain, double sample) {
    return Double.isInfinite(domain) ? sample : domain * -Math.expm1(-sample / domain);
  }

  /** The number of values of which a sample holds so many distinct ones. */
  private static double domain(double sample, double found) {
    if (found >= sample * 0.999) {
      return Double.POSITIVE_INFINITY;
    }
    double low = found;
    double high = Math.max(1, found);
    while (expected(high, sample) < found && high < 1e18) {
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (expected(middle, sample) < found) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
