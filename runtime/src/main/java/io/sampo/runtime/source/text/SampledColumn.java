package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.types.DataType;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What stretches of neighbouring records tell of a whole column: bounds, the share of nulls, the
 * width, and how many distinct values there may be. Used by one thread.
 *
 * <p>Distinct values are estimated by the estimator Duj1 of Haas and Stokes ("Estimating the number
 * of classes in a finite population", 1998), which takes the values that were seen once for a sign
 * of those not seen. It wants rows drawn at random, and neighbours in a file are alike: the lines
 * of an order follow each other. So a value counts once a stretch, and the estimate says how many
 * such "value in a stretch" pairs the file has.
 */
public final class SampledColumn {
  private final DataType type;
  private final ValueParser parser;
  private long[] stretch = new long[256];
  private int inStretch;
  private long[] seen = new long[1024];
  private int pairs;
  private long values;
  private long nulls;
  private long bytes;
  private @Nullable Comparable<?> min;
  private @Nullable Comparable<?> max;
  private double low = Double.POSITIVE_INFINITY;
  private double high = Double.NEGATIVE_INFINITY;

  public SampledColumn(DataType type, ValueParser parser) {
    this.type = type;
    this.parser = parser;
  }

  /** Takes a null. */
  public void addNull() {
    nulls++;
  }

  /** Takes a text; what is no value of the column's type says nothing of its bounds. */
  public void add(long address, int length) {
    values++;
    bytes += length;
    if (inStretch == stretch.length) {
      stretch = Arrays.copyOf(stretch, 2 * inStretch);
    }
    stretch[inStretch++] = hash(address, length);
    bound(address, length);
  }

  /** Ends a stretch of neighbours. */
  public void endStretch() {
    Arrays.sort(stretch, 0, inStretch);
    for (int i = 0; i < inStretch; i++) {
      if (i == 0 || stretch[i] != stretch[i - 1]) {
        if (pairs == seen.length) {
          seen = Arrays.copyOf(seen, 2 * pairs);
        }
        seen[pairs++] = stretch[i];
      }
    }
    inStretch = 0;
  }

  private void bound(long address, int length) {
    double place;
    Comparable<?> value;
    if (type.isIntegral() && parser.parseInteger(address, length, 64)) {
      value = parser.whole;
      place = parser.whole;
    } else if (type.equals(DataType.DATE) && parser.parseDate(address, length)) {
      value = (int) parser.whole;
      place = parser.whole;
    } else if (type.equals(DataType.TIMESTAMP) && parser.parseTimestamp(address, length)) {
      value = parser.whole;
      place = parser.whole;
    } else if (type.isNumeric() && !type.isIntegral() && parser.parseDouble(address, length)) {
      value = parser.real;
      place = parser.real;
    } else {
      return;
    }
    if (place < low) {
      low = place;
      min = value;
    }
    if (place > high) {
      high = place;
      max = value;
    }
  }

  /**
   * The column of a file.
   *
   * @param rows how many rows the file is believed to have
   */
  public ColumnStatistics statistics(double rows) {
    long sampled = values + nulls;
    if (sampled == 0) {
      return ColumnStatistics.UNKNOWN;
    }
    double all = Math.max(rows, sampled);
    return new ColumnStatistics(
        min,
        max,
        false,
        OptionalLong.of(Math.round(all * nulls / sampled)),
        OptionalLong.of(Math.max(1, Math.round(distinct(all * values / sampled)))),
        values == 0 ? 0 : (double) bytes / values);
  }

  private double distinct(double all) {
    if (values == 0) {
      return 0;
    }
    Arrays.sort(seen, 0, pairs);
    double different = 0;
    double once = 0;
    for (int i = 0; i < pairs; i++) {
      if (i == 0 || seen[i] != seen[i - 1]) {
        different++;
        once += i + 1 == pairs || seen[i + 1] != seen[i] ? 1 : 0;
      }
    }
    double population = Math.max(pairs, all * pairs / values);
    return pairs * different / (pairs - once + once * pairs / population);
  }

  /** Multiplies and folds eight bytes at a time. */
  private static long hash(long address, int length) {
    long hash = length;
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      hash = mix(hash ^ Memory.getLong(address + at));
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = rest << 8 | Memory.getByte(address + at) & 0xFF;
    }
    return mix(hash ^ rest);
  }

  private static long mix(long value) {
    long product = value * 0x9E3779B97F4A7C15L;
    return product ^ Math.multiplyHigh(value, 0x9E3779B97F4A7C15L) ^ value >>> 29;
  }
}
