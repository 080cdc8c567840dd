package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for one key of a join holds for the key it equals: {@code a.x = b.x} and {@code a.x <
 * 5} give {@code b.x < 5}, which then thins b.
 *
 * <p>Only conditions over that one column. Not towards a side whose rows survive without a partner.
 */
public final class InferConditionsAcrossJoins implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Join join) || join.dependent()) {
      return Optional.empty();
    }
    List<Expression> forRight = List.of();
    List<Expression> forLeft = List.of();
    if (ignoresUnmatchedRight(join.kind())) {
      forRight = inferred(join, join.left(), join.right());
    }
    if (ignoresUnmatchedLeft(join.kind())) {
      forLeft = inferred(join, join.right(), join.left());
    }
    return forLeft.isEmpty() && forRight.isEmpty()
        ? Optional.empty()
        : Optional.of(
            join.withChildren(
                List.of(
                    Pushdown.filter(join.left(), forLeft, context),
                    Pushdown.filter(join.right(), forRight, context))));
  }

  private static boolean ignoresUnmatchedRight(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE, RIGHT_SEMI -> true;
      case RIGHT_OUTER, FULL_OUTER, LEFT_ANTI_NULL_AWARE, LEFT_MARK, RIGHT_ANTI -> false;
    };
  }

  private static boolean ignoresUnmatchedLeft(JoinKind kind) {
    return switch (kind) {
      case INNER, RIGHT_OUTER, LEFT_SEMI, RIGHT_SEMI, RIGHT_ANTI -> true;
      case LEFT_OUTER, FULL_OUTER, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> false;
    };
  }

  /**
   * Conditions for {@code to} that follow from those of {@code from} and are not known there yet.
   */
  private static List<Expression> inferred(Join join, LogicalPlan from, LogicalPlan to) {
    Set<Expression> known = KnownConditions.of(from);
    Set<Expression> there = KnownConditions.of(to);
    Set<Long> source = References.outputIds(from);
    var fresh = new ArrayList<Expression>();
    for (Expression conjunct : Conjuncts.split(join.condition())) {
      if (!Comparisons.isEquality(conjunct)
          || !(Comparisons.left(conjunct) instanceof ColumnReference left)
          || !(Comparisons.right(conjunct) instanceof ColumnReference right)) {
        continue;
      }
      boolean leftIsSource = source.contains(left.id());
      ColumnReference one = leftIsSource ? left : right;
      ColumnReference other = leftIsSource ? right : left;
      if (source.contains(other.id())
          || !source.contains(one.id())
          || !one.type().equals(other.type())) {
        continue;
      }
      for (Expression condition : known) {
        if (References.ids(condition).equals(Set.of(one.id()))
            && References.deterministic(condition)) {
          Expression same = References.substitute(condition, Map.of(one.id(), other));
          boolean useful = !there.contains(same) && !fresh.contains(same) && !isNullCheck(same);
          if (useful) {
            fresh.add(same);
          }
        }
      }
    }
    return fresh;
  }

  private static boolean isNullCheck(Expression condition) {
    return condition instanceof Call call && call.name().equals("isnotnull");
  }
}
