package io.sampo.optimizer.rule;

import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.Optional;

/**
 * {@code RIGHT_OUTER(a, b)} becomes {@code LEFT_OUTER(b, a)}, so that the join takes part in the
 * search for an order, which turns it back where that is cheaper. Runs before the search only.
 */
public final class TurnRightOuterJoins implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Join join) || join.kind() != JoinKind.RIGHT_OUTER || join.dependent()) {
      return Optional.empty();
    }
    Join turned = Join.of(join.right(), join.left(), JoinKind.LEFT_OUTER, join.condition());
    return Optional.of(PruneColumns.exactly(turned, join.output()));
  }
}
