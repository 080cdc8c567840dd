package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Unary;
import io.sampo.plan.logical.LogicalPlan.Window;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A filter moves below a sort, a repartitioning, and, for conjuncts over partitioning columns,
 * below a window.
 *
 * <p>Not below a top-N, a limit, a tail or a sample, which choose rows.
 */
public final class PushFilterThroughUnary implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter) || !(filter.child() instanceof Unary below)) {
      return Optional.empty();
    }
    Optional<Set<Long>> passing = passing(below);
    if (passing.isEmpty()) {
      return Optional.empty();
    }
    Pushdown pushdown = Pushdown.within(filter.condition(), passing.get());
    if (pushdown.nothingMoves()) {
      return Optional.empty();
    }
    return Optional.of(
        pushdown.above(below.withChild(pushdown.below(below.child(), context)), context));
  }

  /** The columns whose conditions may be asked below the node; empty when none may. */
  private static Optional<Set<Long>> passing(Unary below) {
    if ((below instanceof Sort sort && sort.limit().isEmpty()) || below instanceof Repartition) {
      return Optional.of(References.outputIds(below));
    }
    if (below instanceof LogicalPlan.Generate generate) {
      return Optional.of(References.outputIds(generate.child()));
    }
    return below instanceof Window window ? Optional.of(partitioning(window)) : Optional.empty();
  }

  private static Set<Long> partitioning(Window window) {
    Set<Long> ids = new HashSet<>(References.outputIds(window.child()));
    for (Expression function : window.expressions()) {
      var keys = new HashSet<Long>();
      if (function instanceof WindowCall call) {
        call.partitionBy().stream()
            .filter(ColumnReference.class::isInstance)
            .forEach(key -> keys.add(((ColumnReference) key).id()));
      }
      ids.retainAll(keys);
    }
    return ids;
  }
}
