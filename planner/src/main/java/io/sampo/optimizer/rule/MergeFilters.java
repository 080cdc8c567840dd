package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import java.util.Optional;

/**
 * {@code Filter(a, Filter(b, x))} becomes {@code Filter(b AND a, x)}: the inner condition is still
 * asked first. A filter of TRUE goes away.
 *
 * <p>Not when a condition is not deterministic: it would be asked for other rows.
 */
public final class MergeFilters implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter outer)) {
      return Optional.empty();
    }
    if (outer.condition().equals(Literal.TRUE)) {
      return Optional.of(outer.child());
    }
    if (!(outer.child() instanceof Filter inner)
        || !References.deterministic(outer.condition())
        || !References.deterministic(inner.condition())) {
      return Optional.empty();
    }
    return Optional.of(
        new Filter(inner.child(), context.operators().and(inner.condition(), outer.condition())));
  }
}
