package io.sampo.optimizer.unnesting;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A subquery's plan from which the correlated conditions were taken out.
 *
 * @param plan yields the original columns and those the conditions need; free of outer columns
 * @param conditions what must hold between an outer row and a row of the plan
 * @param whenEmpty for a subquery that yields one row even when nothing fulfils the conditions:
 *     that row, each value an expression by column id
 */
record PulledPlan(
    LogicalPlan plan, List<Expression> conditions, Optional<Map<Long, Expression>> whenEmpty) {
  PulledPlan {
    conditions = List.copyOf(conditions);
  }

  static PulledPlan plain(LogicalPlan plan) {
    return new PulledPlan(plan, List.of(), Optional.empty());
  }

  PulledPlan withPlan(LogicalPlan other) {
    return new PulledPlan(other, conditions, whenEmpty);
  }
}
