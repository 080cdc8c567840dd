package io.sampo.optimizer.rule;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.ArrayList;
import java.util.List;

/**
 * Distinct aggregates beside others that cannot be computed from parts: each set for itself, joined
 * by the grouping keys.
 */
final class DistinctBranches {
  private final Aggregate aggregate;
  private final RuleContext context;

  DistinctBranches(Aggregate aggregate, RuleContext context) {
    this.aggregate = aggregate;
    this.context = context;
  }

  /** Every branch has the same groups, so an inner join loses none. */
  LogicalPlan join(List<NamedExpression> regular, List<List<NamedExpression>> sets) {
    LogicalPlan joined = new Aggregate(aggregate.child(), aggregate.keys(), regular);
    List<ColumnReference> keys =
        aggregate.keys().stream().map(NamedExpression::toReference).toList();
    for (List<NamedExpression> set : sets) {
      Aggregate branch = new Aggregate(aggregate.child(), aggregate.keys(), set);
      PlanCopy copy = PlanCopy.of(branch, context.ids());
      Aggregate copied = (Aggregate) copy.plan();
      // The aggregates' own ids are wanted above; only what lies below them must not occur twice.
      var named = new ArrayList<NamedExpression>();
      for (int i = 0; i < set.size(); i++) {
        named.add(set.get(i).withExpression(copied.aggregates().get(i).expression()));
      }
      Aggregate right = new Aggregate(copied.child(), copied.keys(), named);
      LogicalPlan levels = new DistinctLevels(right, context).oneSet(List.of(), named);
      var equalities = new ArrayList<Expression>();
      for (int i = 0; i < keys.size(); i++) {
        equalities.add(
            context.operators().nullSafeEqual(keys.get(i), copied.keys().get(i).toReference()));
      }
      Expression condition =
          equalities.isEmpty() ? Literal.TRUE : context.operators().and(equalities);
      joined = Join.of(joined, levels, JoinKind.INNER, condition);
    }
    return joined;
  }
}
