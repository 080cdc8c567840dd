package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import java.util.List;
import java.util.Map;

/**
 * A whole query.
 *
 * @param stages in an order in which they could run; the last one yields the result
 * @param output the result's columns
 * @param ranges proven bounds of columns, by id
 */
public record StageGraph(
    List<Stage> stages, List<ColumnReference> output, Map<Long, ValueRange> ranges) {
  public StageGraph {
    stages = List.copyOf(stages);
    output = List.copyOf(output);
    ranges = Map.copyOf(ranges);
  }
}
