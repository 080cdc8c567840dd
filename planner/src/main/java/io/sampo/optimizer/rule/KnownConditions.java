package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Scan;
import java.util.LinkedHashSet;
import java.util.Set;

/** Conditions that every row of a plan fulfils. */
final class KnownConditions {
  private KnownConditions() {}

  /** The conditions over the plan's own output columns. */
  static Set<Expression> of(LogicalPlan plan) {
    var known = new LinkedHashSet<Expression>();
    collect(plan, known);
    Set<Long> output = References.outputIds(plan);
    known.removeIf(condition -> !References.within(condition, output));
    return known;
  }

  private static void collect(LogicalPlan plan, Set<Expression> known) {
    switch (plan) {
      case Scan scan -> known.addAll(scan.predicates());
      case Filter filter -> {
        known.addAll(Conjuncts.split(filter.condition()));
        collect(filter.child(), known);
      }
      case Join join -> {
        if (PushFilterIntoJoin.keepsLeft(join.kind())) {
          collect(join.left(), known);
        }
        if (PushFilterIntoJoin.keepsRight(join.kind())) {
          collect(join.right(), known);
        }
      }
      case Aggregate aggregate -> {
        if (!aggregate.keys().isEmpty()) {
          collect(aggregate.child(), known);
        }
      }
      case LogicalPlan.Project _,
              LogicalPlan.Sort _,
              LogicalPlan.Limit _,
              LogicalPlan.Tail _,
              LogicalPlan.Window _,
              LogicalPlan.Repartition _,
              LogicalPlan.Sample _ ->
          collect(plan.children().getFirst(), known);
      case LogicalPlan.LocalRows _, LogicalPlan.RangeRows _, LogicalPlan.Expand _, LogicalPlan.Union _ -> {}
    }
  }
}
