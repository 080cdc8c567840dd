package io.sampo.optimizer.rule;

import io.sampo.optimizer.statistics.UniqueKeys;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.Optional;

/**
 * A single join whose right side provably has at most one partner for a row becomes a left outer
 * join, which need not look for a second one.
 */
public final class ReplaceSingleJoin implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    return node instanceof Join join
            && join.kind() == JoinKind.LEFT_SINGLE
            && !join.dependent()
            && UniqueKeys.matchesOnce(join.right(), join)
        ? Optional.of(Join.of(join.left(), join.right(), JoinKind.LEFT_OUTER, join.condition()))
        : Optional.empty();
  }
}
