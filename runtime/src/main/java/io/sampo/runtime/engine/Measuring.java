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

    /**
     * Which plan's rows a part yields; by instance, since equal steps may stand at several places.
     * Sizes are estimated when they are asked for, which most queries never do.
     */
    private final Map<Object, LogicalPlan> plans = new IdentityHashMap<>();

    @Override
    public void lowered(LogicalPlan plan, List<Flow> flows) {
      if (flows.size() != 1) {
        return;
      }
      Flow flow = flows.getFirst();
      if (plan instanceof LogicalPlan.Scan scan) {
        plans.put(flow.source(), new LogicalPlan.Scan(scan.table(), scan.output(), List.of()));
      }
      if (flow.steps().isEmpty()) {
        plans.putIfAbsent(flow.source(), plan);
        return;
      }
      plans.putIfAbsent(flow.steps().getLast(), plan);
      boolean defined = flow.steps().stream().allMatch(Step.DefineColumns.class::isInstance);
      if (defined && flow.source() instanceof Source.StageRows) {
        plans.putIfAbsent(flow.source(), plan);
      }
    }

    @Override
    public OptionalDouble of(Object part) {
      LogicalPlan plan = plans.get(part);
      return plan == null ? OptionalDouble.empty() : OptionalDouble.of(estimator.rows(plan));
    }
  }
}
