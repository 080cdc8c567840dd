package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Union;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditions that every row of a plan fulfils, in terms of its output. Finds a condition again
 * wherever pushdown may have put it.
 */
final class KnownConditions {
  private KnownConditions() {}

  /** The conditions over the plan's own output columns. */
  static Set<Expression> of(LogicalPlan plan) {
    Set<Expression> known = new LinkedHashSet<>(all(plan));
    Set<Long> output = References.outputIds(plan);
    known.removeIf(condition -> !References.within(condition, output));
    return known;
  }

  private static Set<Expression> all(LogicalPlan plan) {
    return switch (plan) {
      case Scan scan -> new LinkedHashSet<>(scan.predicates());
      case Filter filter -> {
        Set<Expression> known = new LinkedHashSet<>(Conjuncts.split(filter.condition()));
        known.addAll(all(filter.child()));
        yield known;
      }
      case Join join -> join(join);
      case Project project -> renamed(all(project.child()), project.columns());
      case Aggregate aggregate ->
          aggregate.keys().isEmpty() ? Set.of() : renamed(all(aggregate.child()), aggregate.keys());
      case Union union -> union(union);
      case LogicalPlan.Sort _,
          LogicalPlan.Limit _,
          LogicalPlan.Tail _,
          LogicalPlan.Window _,
          LogicalPlan.Repartition _,
          LogicalPlan.Generate _,
          LogicalPlan.Sample _ ->
          all(plan.children().getFirst());
      case LogicalPlan.LocalRows _, LogicalPlan.RangeRows _, LogicalPlan.Expand _ -> Set.of();
    };
  }

  private static Set<Expression> join(Join join) {
    Set<Expression> known = new LinkedHashSet<>();
    if (join.kind() == JoinKind.INNER) {
      known.addAll(Conjuncts.split(join.condition()));
    }
    if (PushFilterIntoJoin.keepsLeft(join.kind())) {
      known.addAll(all(join.left()));
    }
    if (PushFilterIntoJoin.keepsRight(join.kind())) {
      known.addAll(all(join.right()));
    }
    return known;
  }

  /** The conditions with what the columns are made of replaced by the columns. */
  private static Set<Expression> renamed(
      Set<Expression> conditions, List<NamedExpression> columns) {
    Set<Expression> known = new LinkedHashSet<>(conditions);
    for (NamedExpression column : columns) {
      boolean same =
          column.expression() instanceof ColumnReference reference && reference.id() == column.id();
      if (!same && !(column.expression() instanceof Literal)) {
        ColumnReference reference = column.toReference();
        for (Expression condition : conditions) {
          known.add(
              condition.transformUp(part -> part.equals(column.expression()) ? reference : part));
        }
      }
    }
    return known;
  }

  /** What holds for every input. */
  private static Set<Expression> union(Union union) {
    Set<Expression> shared = new LinkedHashSet<>();
    boolean first = true;
    for (LogicalPlan child : union.children()) {
      Map<Long, Expression> outputs = new HashMap<>();
      for (int i = 0; i < union.output().size(); i++) {
        outputs.put(child.output().get(i).id(), union.output().get(i));
      }
      Set<Expression> known = new LinkedHashSet<>();
      of(child).forEach(condition -> known.add(References.substitute(condition, outputs)));
      if (first) {
        shared.addAll(known);
      } else {
        shared.retainAll(known);
      }
      first = false;
    }
    return shared;
  }
}
