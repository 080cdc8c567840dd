package io.sampo.runtime.source.parquet;

import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.TableStatistics;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Adds up the statistics of many footers. */
final class StatisticsReader {
  private final StructType schema;

  StatisticsReader(StructType schema) {
    this.schema = schema;
  }

  TableStatistics read(List<Footer> footers) {
    long rows = 0;
    long bytes = 0;
    for (Footer footer : footers) {
      rows += footer.rows();
      try {
        bytes += Files.size(Path.of(footer.path()));
      } catch (IOException e) {
        throw ParquetErrors.unreadable(footer.path(), String.valueOf(e.getMessage()), e);
      }
    }
    Map<String, ColumnStatistics> columns = new HashMap<>();
    for (StructField field : schema.fields()) {
      columns.put(field.name(), column(field, footers));
    }
    return new TableStatistics(OptionalLong.of(rows), true, bytes, columns);
  }

  private static ColumnStatistics column(StructField field, List<Footer> footers) {
    var sum = new ColumnSum(field.type());
    for (Footer footer : footers) {
      var node = footer.schema().column(field.name());
      if (node.isEmpty()) {
        sum.addMissing(footer.rows());
        continue;
      }
      if (!node.get().isFlat()) {
        return new ColumnStatistics(
            null,
            null,
            false,
            OptionalLong.empty(),
            OptionalLong.empty(),
            VectorLayout.VIEW.bytes());
      }
      try {
        for (StoredRowGroup group : footer.rowGroups()) {
          sum.add(node.get(), group.chunk(node.get()), group.rows());
        }
        sum.sampleDictionaries(footer, node.get());
      } catch (MalformedException e) {
        throw ParquetErrors.unreadable(
            footer.path(), "column " + field.name() + ": " + e.getMessage(), e);
      }
    }
    return sum.result();
  }
}
