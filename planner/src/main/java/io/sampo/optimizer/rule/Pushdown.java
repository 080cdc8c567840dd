package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The conjuncts of a filter, parted into those that move below the next node and those that stay
 * above.
 */
record Pushdown(List<Expression> moved, List<Expression> kept) {
  /** Parts the conjuncts of a condition; what is not deterministic always stays. */
  static Pushdown of(Expression condition, Predicate<Expression> movable) {
    var moved = new ArrayList<Expression>();
    var kept = new ArrayList<Expression>();
    for (Expression conjunct : Conjuncts.split(condition)) {
      boolean moves =
          !References.hasSubquery(conjunct)
              && References.deterministic(conjunct)
              && movable.test(conjunct);
      (moves ? moved : kept).add(conjunct);
    }
    return new Pushdown(moved, kept);
  }

  static Pushdown within(Expression condition, Set<Long> ids) {
    return of(condition, conjunct -> References.within(conjunct, ids));
  }

  boolean nothingMoves() {
    return moved.isEmpty();
  }

  /** A filter of what moves over the plan. */
  LogicalPlan below(LogicalPlan plan, RuleContext context) {
    return filter(plan, moved, context);
  }

  /** A filter of what stays over the plan. */
  LogicalPlan above(LogicalPlan plan, RuleContext context) {
    return filter(plan, kept, context);
  }

  static LogicalPlan filter(LogicalPlan plan, List<Expression> conjuncts, RuleContext context) {
    return conjuncts.isEmpty() ? plan : new Filter(plan, context.operators().and(conjuncts));
  }
}
