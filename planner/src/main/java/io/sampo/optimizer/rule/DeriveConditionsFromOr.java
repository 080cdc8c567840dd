package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An OR over both sides of a join thins each side by what its branches say of that side:
 *
 * <pre>
 *   (a.x = 1 AND b.y = 2) OR (a.x = 3 AND b.y = 4)  gives  a.x = 1 OR a.x = 3  below, on the side of a
 * </pre>
 *
 * <p>The OR itself stays. To run once: what it adds may be simplified beyond recognition and would
 * be added again. Not when some branch says nothing of the side, nor for kinds of join whose rows
 * survive a false condition.
 */
public final class DeriveConditionsFromOr implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Join join) || join.dependent()) {
      return Optional.empty();
    }
    LogicalPlan left = join.left();
    LogicalPlan right = join.right();
    for (Expression conjunct : Conjuncts.split(join.condition())) {
      List<Expression> branches = Conjuncts.splitOr(conjunct);
      if (branches.size() > 1 && References.deterministic(conjunct)) {
        left = thinsLeft(join.kind()) ? thin(left, branches, context) : left;
        right = thinsRight(join.kind()) ? thin(right, branches, context) : right;
      }
    }
    return left == join.left() && right == join.right()
        ? Optional.empty()
        : Optional.of(join.withChildren(List.of(left, right)));
  }

  private static boolean thinsLeft(JoinKind kind) {
    return kind == JoinKind.INNER || kind == JoinKind.LEFT_SEMI;
  }

  private static boolean thinsRight(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT_SEMI, LEFT_ANTI, LEFT_OUTER, LEFT_SINGLE, RIGHT_SEMI -> true;
      case RIGHT_OUTER, FULL_OUTER, LEFT_ANTI_NULL_AWARE, LEFT_MARK, RIGHT_ANTI -> false;
    };
  }

  /** Puts what the branches say of each input of a tree of inner joins above that input. */
  private static LogicalPlan thin(
      LogicalPlan plan, List<Expression> branches, RuleContext context) {
    if (plan instanceof Join join && join.kind() == JoinKind.INNER) {
      return join.mapChildren(child -> thin(child, branches, context));
    }
    Optional<Expression> derived = side(branches, References.outputIds(plan), context);
    return derived.isPresent() && !KnownConditions.of(plan).contains(derived.get())
        ? new Filter(plan, derived.get())
        : plan;
  }

  private static Optional<Expression> side(
      List<Expression> branches, Set<Long> columns, RuleContext context) {
    var parts = new ArrayList<Expression>();
    for (Expression branch : branches) {
      List<Expression> mine =
          Conjuncts.split(branch).stream()
              .filter(part -> References.anyOf(part, columns) && References.within(part, columns))
              .toList();
      if (mine.isEmpty()) {
        return Optional.empty();
      }
      parts.add(context.operators().and(mine));
    }
    return Optional.of(context.operators().or(parts));
  }
}
