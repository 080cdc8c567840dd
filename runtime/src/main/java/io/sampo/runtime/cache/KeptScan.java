package io.sampo.runtime.cache;

import io.sampo.physical.Source;
import io.sampo.plan.table.TableStatistics;
import io.sampo.runtime.source.StoredTable;
import io.sampo.types.StructType;
import java.util.List;

/**
 * The rows of a kept table as one query reads them: they stay for as long as the query holds them.
 * Compared by identity of the rows.
 */
public record KeptScan(KeptTable table, StoredRows rows) implements StoredTable {
  @Override
  public String name() {
    return table.text(rows);
  }

  @Override
  public StructType schema() {
    return table.schema();
  }

  @Override
  public TableStatistics statistics() {
    return rows.statistics();
  }

  @Override
  public List<Piece> pieces(Source.TableScan scan, int batchSize, int partitions) {
    return rows.pieces(scan.output(), batchSize, partitions);
  }

  @Override
  public String toString() {
    return name();
  }
}
