package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Union;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Filter(c, Union(a, b))} becomes {@code Union(Filter(c, a), Filter(c, b))}, except for
 * conjuncts that are not deterministic.
 */
public final class PushFilterThroughUnion implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter) || !(filter.child() instanceof Union union)) {
      return Optional.empty();
    }
    Pushdown pushdown = Pushdown.within(filter.condition(), References.outputIds(union));
    if (pushdown.nothingMoves()) {
      return Optional.empty();
    }
    var children = new ArrayList<LogicalPlan>();
    for (LogicalPlan child : union.children()) {
      Map<Long, Expression> inputs = new HashMap<>();
      for (int i = 0; i < union.output().size(); i++) {
        inputs.put(union.output().get(i).id(), child.output().get(i));
      }
      List<Expression> moved =
          pushdown.moved().stream().map(c -> References.substitute(c, inputs)).toList();
      children.add(Pushdown.filter(child, moved, context));
    }
    return Optional.of(pushdown.above(union.withChildren(children), context));
  }
}
