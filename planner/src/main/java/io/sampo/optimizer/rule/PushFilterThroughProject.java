package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Filter(c, Project(p, x))} becomes {@code Project(p, Filter(c', x))} with the projected
 * expressions put into the condition.
 *
 * <p>Not for conjuncts over columns whose expressions are not deterministic: the filter and the
 * projection would see different values.
 */
public final class PushFilterThroughProject implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter) || !(filter.child() instanceof Project project)) {
      return Optional.empty();
    }
    Map<Long, Expression> definitions = new HashMap<>();
    for (NamedExpression column : project.columns()) {
      boolean movable =
          References.deterministic(column.expression())
              && !References.hasSubquery(column.expression())
              && !column.expression().anyMatch(part -> part instanceof WindowCall);
      if (movable) {
        definitions.put(column.id(), column.expression());
      }
    }
    Pushdown pushdown = Pushdown.within(filter.condition(), definitions.keySet());
    if (pushdown.nothingMoves()) {
      return Optional.empty();
    }
    var below =
        new Pushdown(
            pushdown.moved().stream().map(c -> References.substitute(c, definitions)).toList(),
            pushdown.kept());
    return Optional.of(
        below.above(project.withChild(below.below(project.child(), context)), context));
  }
}
