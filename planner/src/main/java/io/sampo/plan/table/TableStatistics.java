package io.sampo.plan.table;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What is known of a table without reading it.
 *
 * @param rowCount the number of rows, exact or estimated, if known
 * @param exactRowCount whether rowCount is exact
 * @param sizeBytes the size of the files
 * @param columns by column name as the schema spells it; absent means unknown
 */
public record TableStatistics(
    OptionalLong rowCount,
    boolean exactRowCount,
    long sizeBytes,
    Map<String, ColumnStatistics> columns) {
  public TableStatistics {
    columns = Map.copyOf(columns);
  }

  public ColumnStatistics column(String name) {
    return columns.getOrDefault(name, ColumnStatistics.UNKNOWN);
  }
}
