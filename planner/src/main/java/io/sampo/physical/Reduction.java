package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.table.TableStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A look-up that every useful row will pass later on, so that rows without partner may be dropped
 * anywhere before.
 *
 * @param stage the stage that builds the hash table
 * @param keys the look-up's keys in terms of the columns at hand
 */
record Reduction(int stage, List<ColumnReference> keys) {
  Reduction {
    keys = List.copyOf(keys);
  }

  /**
   * The same in terms of the inputs of a projection or grouping; empty when a key is computed
   * there.
   */
  Optional<Reduction> below(List<NamedExpression> columns) {
    var sources = new ArrayList<ColumnReference>();
    for (ColumnReference key : keys) {
      Optional<Expression> source =
          columns.stream()
              .filter(column -> column.id() == key.id())
              .map(NamedExpression::expression)
              .findFirst();
      if (source.isEmpty() || !(source.get() instanceof ColumnReference column)) {
        return Optional.empty();
      }
      sources.add(column);
    }
    return Optional.of(new Reduction(stage, sources));
  }

  /**
   * The same for a plan with some columns, of which others are known to be equal.
   *
   * @param equal columns of the plan by the ids of those they equal
   */
  Optional<Reduction> within(List<ColumnReference> output, Map<Long, ColumnReference> equal) {
    var found = new ArrayList<ColumnReference>();
    for (ColumnReference key : keys) {
      Optional<ColumnReference> here =
          output.stream().filter(column -> column.id() == key.id()).findFirst();
      ColumnReference other = equal.get(key.id());
      if (here.isEmpty() && other == null) {
        return Optional.empty();
      }
      found.add(here.orElse(other));
    }
    return Optional.of(new Reduction(stage, found));
  }

  /** The step that drops rows of a flow with this source. */
  Step.DropUnmatched step(Source source) {
    return new Step.DropUnmatched(stage, keys, values(source), false);
  }

  private long values(Source source) {
    if (!(source instanceof Source.TableScan scan)) {
      return Long.MAX_VALUE;
    }
    TableStatistics statistics = scan.table().statistics();
    long rows = statistics.rowCount().orElse(Long.MAX_VALUE);
    if (keys.size() > 1) {
      return rows;
    }
    OptionalLong distinct = statistics.column(keys.getFirst().name()).distinctCount();
    return Math.min(rows, distinct.orElse(Long.MAX_VALUE));
  }
}
