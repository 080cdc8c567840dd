package io.sampo.runtime.cache;

import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Exact figures of rows that were seen.
 *
 * @param rows how many there are
 * @param columns what is known of each column, in order
 */
public record RowFigures(long rows, List<ColumnStatistics> columns) {
  public RowFigures {
    columns = List.copyOf(columns);
  }

  /** The figures of these rows and further ones with the same columns. */
  public RowFigures plus(RowFigures further) {
    if (rows == 0) {
      return further;
    }
    if (further.rows == 0) {
      return this;
    }
    var all = new ArrayList<ColumnStatistics>();
    for (int i = 0; i < columns.size(); i++) {
      all.add(plus(columns.get(i), rows, further.columns.get(i), further.rows));
    }
    return new RowFigures(rows + further.rows, all);
  }

  private static ColumnStatistics plus(
      ColumnStatistics a, long rowsOfA, ColumnStatistics b, long rowsOfB) {
    long nulls = a.nullCount().orElse(0) + b.nullCount().orElse(0);
    boolean onlyA = b.nullCount().orElse(0) == rowsOfB;
    boolean onlyB = a.nullCount().orElse(0) == rowsOfA;
    Comparable<?> min;
    Comparable<?> max;
    if (onlyA || onlyB) {
      min = onlyA ? a.min() : b.min();
      max = onlyA ? a.max() : b.max();
    } else {
      min = choose(a.min(), b.min(), -1);
      max = choose(a.max(), b.max(), 1);
    }
    return new ColumnStatistics(
        min, max, min != null, OptionalLong.of(nulls), OptionalLong.empty(), a.averageBytes());
  }

  /** The one that comes first (-1) or last (1); null when one of them is unknown. */
  @SuppressWarnings("unchecked")
  private static @Nullable Comparable<?> choose(
      @Nullable Comparable<?> a, @Nullable Comparable<?> b, int sign) {
    if (a == null || b == null) {
      return null;
    }
    return Integer.signum(((Comparable<Object>) a).compareTo(b)) == -sign ? b : a;
  }

  /**
   * As what is known of a table.
   *
   * @param schema names the columns
   * @param bytes what the rows take
   */
  public TableStatistics statistics(StructType schema, long bytes) {
    var known = new HashMap<String, ColumnStatistics>();
    for (int i = 0; i < columns.size(); i++) {
      known.put(schema.fields().get(i).name(), columns.get(i));
    }
    return new TableStatistics(OptionalLong.of(rows), true, bytes, known);
  }
}
