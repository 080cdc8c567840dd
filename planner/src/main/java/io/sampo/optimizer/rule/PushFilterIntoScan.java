package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Scan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A filter over a scan becomes predicates of the scan, which evaluates them; conjuncts that are not
 * deterministic stay above.
 */
public final class PushFilterIntoScan implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter) || !(filter.child() instanceof Scan scan)) {
      return Optional.empty();
    }
    Pushdown pushdown = Pushdown.within(filter.condition(), References.outputIds(scan));
    if (pushdown.nothingMoves()) {
      return Optional.empty();
    }
    var predicates = new LinkedHashSet<Expression>(scan.predicates());
    predicates.addAll(pushdown.moved());
    return Optional.of(
        pushdown.above(new Scan(scan.table(), scan.output(), List.copyOf(predicates)), context));
  }
}
