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
 * @param clustered whether the table is stored in parts of which each holds values of its own,
 *     those at its bounds aside, as tables are that were written in the order of the column
 * @param parts in how many parts a clustered table is stored; 1 when unknown
 * @param separable into how many of its parts, or of several together, a clustered table can be cut
 *     so that no two have a value in common; 1 when unknown
 */
public record ColumnStatistics(
    @Nullable Comparable<?> min,
    @Nullable Comparable<?> max,
    boolean exactBounds,
    OptionalLong nullCount,
    OptionalLong distinctCount,
    double averageBytes,
    boolean clustered,
    int parts,
    int separable) {
  public static final ColumnStatistics UNKNOWN =
      new ColumnStatistics(null, null, false, OptionalLong.empty(), OptionalLong.empty(), 0);

  /** Of a column whose values may be anywhere. */
  public ColumnStatistics(
      @Nullable Comparable<?> min,
      @Nullable Comparable<?> max,
      boolean exactBounds,
      OptionalLong nullCount,
      OptionalLong distinctCount,
      double averageBytes) {
    this(min, max, exactBounds, nullCount, distinctCount, averageBytes, false, 1, 1);
  }
}
