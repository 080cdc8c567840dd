package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.Optional;
import java.util.Set;

/**
 * Conjuncts above a join move to the side whose columns they use, or into the condition of an inner
 * join.
 *
 * <p>Not to a side that the join fills with nulls, nor, for LEFT_SINGLE, to the right.
 */
public final class PushFilterIntoJoin implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Filter filter) || !(filter.child() instanceof Join join)) {
      return Optional.empty();
    }
    Set<Long> left = References.outputIds(join.left());
    Set<Long> right = join.kind().yieldsRight() ? References.outputIds(join.right()) : Set.of();
    Pushdown toLeft =
        Pushdown.of(filter.condition(), c -> keepsLeft(join.kind()) && References.within(c, left));
    Expression rest = context.operators().and(toLeft.kept());
    Pushdown toRight =
        Pushdown.of(rest, c -> keepsRight(join.kind()) && References.within(c, right));
    rest = context.operators().and(toRight.kept());
    Pushdown toCondition =
        Pushdown.of(rest, _ -> join.kind() == JoinKind.INNER && !join.dependent());
    if (toLeft.nothingMoves() && toRight.nothingMoves() && toCondition.nothingMoves()) {
      return Optional.empty();
    }
    Join below =
        new Join(
            toLeft.below(join.left(), context),
            toRight.below(join.right(), context),
            join.kind(),
            context.operators().and(join.condition(), context.operators().and(toCondition.moved())),
            join.dependent(),
            join.mark());
    return Optional.of(toCondition.above(below, context));
  }

  /** Whether left rows come out unchanged or not at all. */
  static boolean keepsLeft(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
          true;
      case RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  /**
   * Whether right rows come out unchanged or not at all, and leaving one out changes no other row.
   */
  static boolean keepsRight(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_OUTER,
          FULL_OUTER,
          LEFT_SEMI,
          LEFT_ANTI,
          LEFT_ANTI_NULL_AWARE,
          LEFT_SINGLE,
          LEFT_MARK ->
          false;
    };
  }
}
