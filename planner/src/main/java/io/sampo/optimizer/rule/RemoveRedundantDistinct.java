package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.statistics.UniqueKeys;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A distinct (an aggregate without aggregates) over rows that differ in its keys anyway becomes a
 * projection; a distinct that is the right side of a semi or anti join goes too, when it groups by
 * plain columns.
 *
 * <p>Not without proof that rows differ; statistics are none. Kept below a semi join when it is
 * believed to make the right side much smaller.
 */
public final class RemoveRedundantDistinct implements Rule<LogicalPlan> {
  /** A distinct that leaves fewer rows than this share pays for itself. */
  private static final double WORTHWHILE = 0.1;

  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (node instanceof Aggregate aggregate && isDistinct(aggregate)) {
      Set<Long> keys = new HashSet<>();
      aggregate.keys().stream()
          .filter(key -> key.expression() instanceof ColumnReference)
          .forEach(key -> keys.add(((ColumnReference) key.expression()).id()));
      return UniqueKeys.isUnique(aggregate.child(), keys)
          ? Optional.of(new Project(aggregate.child(), aggregate.keys()))
          : Optional.empty();
    }
    return node instanceof Join join
            && semi(join.kind())
            && join.right() instanceof Aggregate right
            && isDistinct(right)
            && !worthwhile(right, context)
        ? Optional.of(
            join.withChildren(List.of(join.left(), new Project(right.child(), right.keys()))))
        : Optional.empty();
  }

  private static boolean isDistinct(Aggregate aggregate) {
    return aggregate.aggregates().isEmpty()
        && !aggregate.keys().isEmpty()
        && aggregate.keys().stream().allMatch(key -> References.deterministic(key.expression()));
  }

  private static boolean semi(JoinKind kind) {
    return kind == JoinKind.LEFT_SEMI
        || kind == JoinKind.LEFT_ANTI
        || kind == JoinKind.LEFT_ANTI_NULL_AWARE;
  }

  private static boolean worthwhile(Aggregate distinct, RuleContext context) {
    double before = context.estimator().rows(distinct.child());
    return context.estimator().rows(distinct) < before * WORTHWHILE;
  }
}
