package io.sampo.optimizer.rule;

import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.Optional;

/**
 * A full outer join, which takes no part in the search for an order, gets its smaller input on the
 * right, where the hash table is built.
 */
public final class BuildSmallerSide implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Join join)
        || join.kind() != JoinKind.FULL_OUTER
        || context.estimator().rows(join.left()) >= context.estimator().rows(join.right())) {
      return Optional.empty();
    }
    Join turned = Join.of(join.right(), join.left(), JoinKind.FULL_OUTER, join.condition());
    return Optional.of(PruneColumns.exactly(turned, join.output()));
  }
}
