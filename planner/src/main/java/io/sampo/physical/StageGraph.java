package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.table.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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

  /** The same stages over other tables; the same instance when there is no other. */
  public StageGraph withTables(UnaryOperator<SourceTable> others) {
    var changed = new ArrayList<Stage>();
    boolean any = false;
    for (Stage stage : stages) {
      var flows = new ArrayList<Flow>();
      for (Flow flow : stage.flows()) {
        Flow over = withTable(flow, others);
        any |= over != flow;
        flows.add(over);
      }
      changed.add(new Stage(stage.id(), flows, stage.sink()));
    }
    return any ? new StageGraph(changed, output, ranges) : this;
  }

  private static Flow withTable(Flow flow, UnaryOperator<SourceTable> others) {
    if (!(flow.source() instanceof Source.TableScan scan)) {
      return flow;
    }
    SourceTable other = others.apply(scan.table());
    return other == scan.table() ? flow : new Flow(scan.of(other), flow.steps(), flow.after());
  }
}
