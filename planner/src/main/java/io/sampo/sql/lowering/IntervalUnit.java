package io.sampo.sql.lowering;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The units of an interval, with their size in months or in microseconds. */
enum IntervalUnit {
  YEAR(12, 0),
  QUARTER(3, 4),
  MONTH(1, 12),
  WEEK(604_800_000_000L, 0),
  DAY(86_400_000_000L, 0),
  HOUR(3_600_000_000L, 24),
  MINUTE(60_000_000L, 60),
  SECOND(1_000_000L, 60),
  MILLISECOND(1_000L, 1_000),
  MICROSECOND(1, 1_000),
  NANOSECOND(0, 1_000);

  private final long size;
  private final int limit;

  IntervalUnit(long size, int limit) {
    this.size = size;
    this.limit = limit;
  }

  /** The unit of a word in any case, singular or plural, or null. */
  static @Nullable IntervalUnit of(String word) {
    String name = word.toUpperCase(Locale.ROOT);
    String singular = name.endsWith("S") ? name.substring(0, name.length() - 1) : name;
    for (IntervalUnit unit : values()) {
      if (unit.name().equals(singular)) {
        return unit;
      }
    }
    return null;
  }

  /**
   * Months for YEAR to MONTH, else microseconds; 0 for NANOSECOND, which is below the resolution.
   */
  long size() {
    return size;
  }

  /** How many of this unit make one of the next larger one that ranges name. */
  int limit() {
    return limit;
  }

  boolean isMonths() {
    return this == YEAR || this == QUARTER || this == MONTH;
  }

  /** The place among DAY, HOUR, MINUTE and SECOND, counted from 0, or -1. */
  int rank() {
    return this == DAY || this == HOUR || this == MINUTE || this == SECOND
        ? ordinal() - DAY.ordinal()
        : -1;
  }

  static IntervalUnit ofRank(int rank) {
    return values()[DAY.ordinal() + rank];
  }
}
