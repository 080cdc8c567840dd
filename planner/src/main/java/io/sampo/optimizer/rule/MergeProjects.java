package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Project(p, Project(q, x))} becomes {@code Project(p(q), x)}, and {@code Aggregate(a,
 * Project(q, x))} becomes {@code Aggregate(a(q), x)}.
 *
 * <p>Not when an expression of q that costs something would be computed twice, or is not
 * deterministic and not used exactly once.
 */
public final class MergeProjects implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    boolean merges = node instanceof Project || node instanceof Aggregate;
    if (!merges || !(node.children().getFirst() instanceof Project inner)) {
      return Optional.empty();
    }
    Map<Long, Expression> definitions = new HashMap<>();
    inner.columns().forEach(column -> definitions.put(column.id(), column.expression()));
    Map<Long, Integer> uses = new HashMap<>();
    for (Expression expression : node.expressions()) {
      expression.forEach(part -> {
        if (part instanceof ColumnReference column) {
          uses.merge(column.id(), 1, Integer::sum);
        }
      });
    }
    for (NamedExpression column : inner.columns()) {
      boolean free =
          column.expression() instanceof ColumnReference || column.expression() instanceof Literal;
      boolean once = uses.getOrDefault(column.id(), 0) <= 1;
      boolean movable = node instanceof Project || References.deterministic(column.expression());
      if (!free && !(once && movable)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        node.mapExpressions(expression -> References.substitute(expression, definitions))
            .withChildren(List.of(inner.child())));
  }
}
