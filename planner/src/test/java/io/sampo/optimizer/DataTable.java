package io.sampo.optimizer;

import io.sampo.plan.table.SourceTable;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A table of rows in memory that only {@link NaiveExecutor} reads. */
record DataTable(String name, StructType schema, List<Object[]> rows) implements SourceTable {
  @Override
  public TableStatistics statistics() {
    return new TableStatistics(OptionalLong.of(rows.size()), true, rows.size() * 40L, Map.of());
  }
}
