package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows of a join's inputs may be dropped before they reach the join: those that it would drop
 * for want of a partner, and those that joins above it will drop. The latter goes for an input only
 * if the join yields no row the more when a row of it is missing.
 */
final class RuntimeFilters {
  private final LogicalPlan.Join join;
  private final List<Expression> probeKeys;
  private final List<Reduction> reductions;
  private final Map<Long, ColumnReference> builtByProbe = new HashMap<>();
  private final Map<Long, ColumnReference> probeByBuilt = new HashMap<>();

  /**
   * @param probeKeys the left side's keys, each to equal the build key at its place
   * @param reductions look-ups that useful rows of the join pass later on
   */
  RuntimeFilters(
      LogicalPlan.Join join,
      List<Expression> probeKeys,
      List<NamedExpression> buildKeys,
      List<Reduction> reductions) {
    this.join = join;
    this.probeKeys = probeKeys;
    this.reductions = reductions;
    boolean equal =
        switch (join.kind()) {
          case INNER, LEFT_SEMI, RIGHT_SEMI -> true;
          case LEFT_OUTER,
              RIGHT_OUTER,
              FULL_OUTER,
              LEFT_ANTI,
              RIGHT_ANTI,
              LEFT_ANTI_NULL_AWARE,
              LEFT_SINGLE,
              LEFT_MARK ->
              false;
        };
    for (int i = 0; equal && i < probeKeys.size(); i++) {
      if (probeKeys.get(i) instanceof ColumnReference left
          && buildKeys.get(i).expression() instanceof ColumnReference right) {
        builtByProbe.put(left.id(), right);
        probeByBuilt.put(right.id(), left);
      }
    }
  }

  /** What may be dropped of the right side. */
  List<Reduction> right() {
    boolean passes =
        switch (join.kind()) {
          case INNER, LEFT_SEMI, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
          // A left row that loses its partner is yielded in another form.
          case LEFT_OUTER, FULL_OUTER, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
              false;
        };
    return passes ? within(join.right(), builtByProbe) : List.of();
  }

  /**
   * What may be dropped of the left side.
   *
   * @param built the stage that builds the right side's table
   * @param plain whether keys that are null equal nothing
   */
  List<Reduction> left(int built, boolean plain) {
    boolean passes =
        switch (join.kind()) {
          case INNER,
              LEFT_OUTER,
              LEFT_SEMI,
              LEFT_ANTI,
              LEFT_ANTI_NULL_AWARE,
              LEFT_SINGLE,
              LEFT_MARK,
              RIGHT_SEMI ->
              true;
          // A right row that loses its partner is yielded in another form.
          case RIGHT_OUTER, FULL_OUTER, RIGHT_ANTI -> false;
        };
    var all = new ArrayList<Reduction>();
    if (plain && dropsUnmatched() && isSelection()) {
      own(built).ifPresent(all::add);
    }
    if (passes) {
      all.addAll(within(join.left(), probeByBuilt));
    }
    return all;
  }

  private List<Reduction> within(LogicalPlan side, Map<Long, ColumnReference> equal) {
    return reductions.stream()
        .flatMap(reduction -> reduction.within(side.output(), equal).stream())
        .toList();
  }

  private Optional<Reduction> own(int built) {
    var keys = new ArrayList<ColumnReference>();
    for (Expression key : probeKeys) {
      if (!(key instanceof ColumnReference column)) {
        return Optional.empty();
      }
      keys.add(column);
    }
    return keys.isEmpty() ? Optional.empty() : Optional.of(new Reduction(built, keys));
  }

  private boolean dropsUnmatched() {
    return switch (join.kind()) {
      case INNER, LEFT_SEMI, RIGHT_SEMI, RIGHT_ANTI, RIGHT_OUTER -> true;
      case LEFT_OUTER, FULL_OUTER, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> false;
    };
  }

  /** Whether the build side is likely to lack partners of many rows. */
  private boolean isSelection() {
    return !right().isEmpty()
        || join.right()
            .anyMatch(node ->
                node instanceof LogicalPlan.Filter
                    || node instanceof LogicalPlan.Scan scan && !scan.predicates().isEmpty());
  }

  /**
   * The flows with the look-up at their end. Where they come to it with nothing costly in between,
   * dropping the rows it drops before is left to it, but for what the scan can skip.
   */
  List<Flow> probe(List<Flow> flows, Step.Probe probe) {
    return flows.stream().map(flow -> probe(flow, probe)).toList();
  }

  private static Flow probe(Flow flow, Step.Probe probe) {
    var steps = new ArrayList<Step>(flow.steps());
    for (int i = steps.size() - 1; i >= 0 && isCheap(steps.get(i)); i--) {
      if (steps.get(i) instanceof Step.DropUnmatched drop && drop.stage() == probe.stage()) {
        steps.set(i, new Step.DropUnmatched(drop.stage(), drop.keys(), drop.values(), true));
      }
    }
    boolean scans = flow.source() instanceof Source.TableScan;
    steps.removeIf(step -> step instanceof Step.DropUnmatched drop && drop.scanOnly() && !scans);
    steps.add(probe);
    return new Flow(flow.source(), steps, flow.after());
  }

  private static boolean isCheap(Step step) {
    return switch (step) {
      case Step.FilterRows filter -> true;
      case Step.DefineColumns define -> true;
      case Step.DropUnmatched drop -> true;
      case Step.CountRows count -> true;
      case Step.Probe probe -> false;
      case Step.ExpandRows expand -> false;
      case Step.GenerateRows generate -> false;
    };
  }
}
