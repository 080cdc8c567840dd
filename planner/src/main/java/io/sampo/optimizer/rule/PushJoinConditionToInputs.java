package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.Optional;
import java.util.Set;

/**
 * Conjuncts of a join's condition over one side only become a filter of that side.
 *
 * <p>Not where failing the condition does not remove the side's row: the preserved side of an outer
 * join, the left of an anti or mark join, and (since a null condition counts) the right of
 * null-aware kinds unless the conjunct cannot be null.
 */
public final class PushJoinConditionToInputs implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Join join) || join.dependent()) {
      return Optional.empty();
    }
    Set<Long> left = References.outputIds(join.left());
    Set<Long> right = References.outputIds(join.right());
    Pushdown toLeft =
        Pushdown.of(
            join.condition(),
            c -> leftFalls(join.kind()) && References.anyOf(c, left) && References.within(c, left));
    Pushdown toRight =
        Pushdown.of(
            context.operators().and(toLeft.kept()),
            c ->
                rightFalls(join.kind(), c.nullable())
                    && References.anyOf(c, right)
                    && References.within(c, right));
    if (toLeft.nothingMoves() && toRight.nothingMoves()) {
      return Optional.empty();
    }
    return Optional.of(
        new Join(
            toLeft.below(join.left(), context),
            toRight.below(join.right(), context),
            join.kind(),
            context.operators().and(toRight.kept()),
            false,
            join.mark()));
  }

  private static boolean leftFalls(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT_OUTER, LEFT_SEMI, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_OUTER, FULL_OUTER, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> false;
    };
  }

  private static boolean rightFalls(JoinKind kind, boolean nullable) {
    return switch (kind) {
      case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE, RIGHT_SEMI -> true;
      case LEFT_ANTI_NULL_AWARE, LEFT_MARK -> !nullable;
      case RIGHT_OUTER, FULL_OUTER, RIGHT_ANTI -> false;
    };
  }
}
