package io.sampo.optimizer;

import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.SourceTable;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.StructType;
import java.util.Map;
import java.util.OptionalLong;

/** A table with statistics and no data. */
record FakeTable(String name, StructType schema, TableStatistics statistics)
    implements SourceTable {
  static FakeTable of(
      String name, StructType schema, long rows, Map<String, ColumnStatistics> columns) {
    return new FakeTable(
        name, schema, new TableStatistics(OptionalLong.of(rows), true, rows * 100, columns));
  }
}
