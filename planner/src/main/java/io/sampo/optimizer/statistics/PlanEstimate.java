package io.sampo.optimizer.statistics;

import java.util.Map;

/**
 * What is believed of a plan's result.
 *
 * @param rows the number of rows, at least 0
 * @param columns its columns by id; absent means nothing is known
 */
public record PlanEstimate(double rows, Map<Long, ColumnEstimate> columns) {
  public PlanEstimate {
    columns = Map.copyOf(columns);
  }

  /** The column of that id. */
  public ColumnEstimate column(long id) {
    ColumnEstimate known = columns.get(id);
    return known == null ? ColumnEstimate.unknown(rows) : known;
  }
}
