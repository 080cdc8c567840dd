package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Filter;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Conjuncts over grouping keys move below the aggregate: whole groups pass or fall.
 *
 * <p>Not without keys, since such an aggregate yields a row even for no input.
 */
public final class PushFilterThroughAggregate implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter)
        || !(filter.child() instanceof Aggregate aggregate)
        || aggregate.keys().isEmpty()) {
      return Optional.empty();
    }
    Map<Long, Expression> keys = new HashMap<>();
    for (NamedExpression key : aggregate.keys()) {
      if (References.deterministic(key.expression())) {
        keys.put(key.id(), key.expression());
      }
    }
    // A conjunct without columns (a constant) stays above: below it would be asked once a row.
    Pushdown pushdown =
        Pushdown.of(
            filter.condition(),
            conjunct ->
                !References.ids(conjunct).isEmpty() && References.within(conjunct, keys.keySet()));
    if (pushdown.nothingMoves()) {
      return Optional.empty();
    }
    var below =
        new Pushdown(
            pushdown.moved().stream().map(c -> References.substitute(c, keys)).toList(),
            pushdown.kept());
    return Optional.of(
        below.above(aggregate.withChild(below.below(aggregate.child(), context)), context));
  }
}
