package io.sampo.runtime.engine;

import io.sampo.optimizer.statistics.Estimator;
import io.sampo.physical.Counting;
import io.sampo.physical.ExpectedRows;
import io.sampo.physical.Flow;
import io.sampo.physical.Lowering;
import io.sampo.physical.Source;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.runtime.operator.RowCounts;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is to be known of one run of a query: how many rows the planner expects, how many come, and
 * what each stage takes.
 */
final class Measuring {
  private final Counting counting;
  private final Estimates estimates;
  private final RowCounts counts;
  private final Map<Integer, StageFigures> figures = new TreeMap<>();

  Measuring(StageGraph graph, Estimates estimates) {
    this.counting = new Counting(graph);
    this.estimates = estimates;
    this.counts = new RowCounts(counting.counters());
    graph.stages().forEach(stage -> figures.put(stage.id(), new StageFigures()));
  }

  /** Where the counters are. */
  Counting counting() {
    return counting;
  }

  /** What was counted. */
  RowCounts counts() {
    return counts;
  }

  /** The figures of the stages, by their numbers. */
  Map<Integer, StageFigures> figures() {
    return figures;
  }

  Estimates estimates() {
    return estimates;
  }

  /** The rows that sources and steps are expected to yield. */
  static final class Estimates implements Lowering, ExpectedRows {
    private final Estimator estimator = new Estimator();

    /** By instance, since equal steps may stand at several places. */
    private final Map<Object, Double> rows = new IdentityHashMap<>();

    @Override
    public void lowered(LogicalPlan plan, List<Flow> flows) {
      if (flows.size() != 1) {
        return;
      }
      Flow flow = flows.getFirst();
      double expected = estimator.estimate(plan).rows();
      if (plan instanceof LogicalPlan.Scan scan) {
        var all = new LogicalPlan.Scan(scan.table(), scan.output(), List.of());
        rows.put(flow.source(), estimator.estimate(all).rows());
      }
      if (flow.steps().isEmpty()) {
        rows.putIfAbsent(flow.source(), expected);
        return;
      }
      rows.putIfAbsent(flow.steps().getLast(), expected);
      boolean defined = flow.steps().stream().allMatch(Step.DefineColumns.class::isInstance);
      if (defined && flow.source() instanceof Source.StageRows) {
        rows.putIfAbsent(flow.source(), expected);
      }
    }

    @Override
    public OptionalDouble of(Object part) {
      Double known = rows.get(part);
      return known == null ? OptionalDouble.empty() : OptionalDouble.of(known);
    }
  }
}
