package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Scan;
import java.util.List;
import java.util.Optional;

/**
 * Comparisons of one value with several literals shrink to what they say together: {@code x > 3 AND
 * x > 5} to {@code x > 5}, {@code x = 4 AND x > 5} to false, {@code x IS NOT NULL AND x > 5} to
 * {@code x > 5}. In filters, scans and inner joins, where null counts as false.
 */
public final class MergeRanges implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (node instanceof Filter filter) {
      return merged(Conjuncts.split(filter.condition()), context)
          .map(all -> new Filter(filter.child(), context.operators().and(all)));
    }
    if (node instanceof Scan scan) {
      return merged(scan.predicates(), context)
          .map(all -> new Scan(scan.table(), scan.output(), all));
    }
    return node instanceof Join join && join.kind() == JoinKind.INNER && !join.dependent()
        ? merged(Conjuncts.split(join.condition()), context)
            .map(all ->
                Join.of(join.left(), join.right(), join.kind(), context.operators().and(all)))
        : Optional.empty();
  }

  private static Optional<List<Expression>> merged(
      List<Expression> conjuncts, RuleContext context) {
    if (conjuncts.size() < 2 || !References.deterministic(conjuncts)) {
      return Optional.empty();
    }
    List<Expression> merged = new ValueIntervals(context.operators()).merge(conjuncts);
    return merged.equals(conjuncts) ? Optional.empty() : Optional.of(merged);
  }
}
