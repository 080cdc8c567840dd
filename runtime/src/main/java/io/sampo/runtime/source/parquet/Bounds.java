package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of the values of a column in a row group or page, in a form that compares as Sampo does:
 * Long for integers, dates and timestamps, BigDecimal, Double, Boolean, and {@link Bytes} for text
 * and bytes.
 *
 * @param min no value is less, or null when unknown
 * @param max no value but NaN is more, or null when unknown
 * @param mayHoldNan whether NaN, which sorts above all numbers, may be among the values
 */
record Bounds(@Nullable Comparable<?> min, @Nullable Comparable<?> max, boolean mayHoldNan) {
  static final Bounds UNKNOWN = new Bounds(null, null, true);

  /** Bytes in unsigned order. */
  @SuppressWarnings("ArrayRecordComponent")
  record Bytes(byte[] bytes) implements Comparable<Bytes> {
    @Override
    public int compareTo(Bytes other) {
      return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes b && Arrays.equals(bytes, b.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }

  /** The bounds that statistics of a column chunk or page state for values read as a type. */
  static Bounds of(StoredElement element, DataType type, StoredStatistics statistics) {
    boolean floating = type.isFloating();
    boolean nan = floating && statistics.nans() != 0;
    byte[] min = statistics.min();
    byte[] max = statistics.max();
    if (min == null && max == null && BoundDecoding.oldOrderIsRight(element)) {
      min = statistics.oldMin();
      max = statistics.oldMax();
    }
    Comparable<?> low = min == null ? null : BoundDecoding.decode(element, type, min, true);
    Comparable<?> high = max == null ? null : BoundDecoding.decode(element, type, max, false);
    return new Bounds(low, high, nan);
  }

  /** Whether no value can lie in a range. */
  boolean excludes(ScanPredicate.Range range) {
    if (range.high() != null && min != null) {
      Integer order = compare(min, key(range.high()));
      if (order != null && (order > 0 || (order == 0 && !range.highInclusive()))) {
        return true;
      }
    }
    // NaN lies above every bound from below, and is excluded only by a bound from above.
    if (range.low() != null && max != null && (!mayHoldNan || excludesNan(range.high()))) {
      Integer order = compare(max, key(range.low()));
      return order != null && (order < 0 || (order == 0 && !range.lowInclusive()));
    }
    return false;
  }

  private static boolean excludesNan(@Nullable Comparable<?> high) {
    return high != null && !isNan(high);
  }

  private static boolean isNan(Comparable<?> value) {
    return (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
  }

  /** Whether none of the values can occur. */
  boolean excludes(ScanPredicate.In in) {
    return in.values().stream().noneMatch(this::mayContain);
  }

  private boolean mayContain(Comparable<?> value) {
    if (isNan(value)) {
      return true;
    }
    return !excludes(new ScanPredicate.Range(0, value, true, value, true));
  }

  /** Null when the two do not compare. */
  private static @Nullable Integer compare(Comparable<?> bound, @Nullable Comparable<?> key) {
    return switch (bound) {
      case Long l when key instanceof Long k -> l.compareTo(k);
      case Long l when key instanceof BigDecimal k -> BigDecimal.valueOf(l).compareTo(k);
      case BigDecimal d when key instanceof BigDecimal k -> d.compareTo(k);
      case BigDecimal d when key instanceof Long k -> d.compareTo(BigDecimal.valueOf(k));
      case Double d when key instanceof Double k -> d < k ? -1 : d > k ? 1 : 0;
      case Boolean b when key instanceof Boolean k -> b.compareTo(k);
      case Bytes b when key instanceof Bytes k -> b.compareTo(k);
      default -> null;
    };
  }

  /** A predicate's value in the form of a bound, or null when it has none. */
  private static @Nullable Comparable<?> key(Comparable<?> value) {
    return switch (value) {
      case Byte v -> v.longValue();
      case Short v -> v.longValue();
      case Integer v -> v.longValue();
      case Float v -> v.isNaN() ? null : v.doubleValue();
      case Double v -> v.isNaN() ? null : v;
      case String v -> new Bytes(v.getBytes(StandardCharsets.UTF_8));
      case Long v -> v;
      case BigDecimal v -> v;
      case Boolean v -> v;
      default -> null;
    };
  }
}
