package io.sampo.plan.table;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column's values.
 *
 * @param min a lower bound (not always attained), in the form of a spec literal of the column's
 *     type, or null when unknown
 * @param max an upper bound, likewise
 * @param exactBounds whether min and max are true bounds of every value (from complete file
 *     statistics), so that arithmetic may rely on them
 * @param nullCount the number of nulls, if known
 * @param distinctCount an estimate of the number of distinct values, if known
 * @param averageBytes the average width of a value, if known, else 0
 */
public record ColumnStatistics(
    @Nullable Comparable<?> min,
    @Nullable Comparable<?> max,
    boolean exactBounds,
    OptionalLong nullCount,
    OptionalLong distinctCount,
    double averageBytes) {
  public static final ColumnStatistics UNKNOWN =
      new ColumnStatistics(null, null, false, OptionalLong.empty(), OptionalLong.empty(), 0);
}
