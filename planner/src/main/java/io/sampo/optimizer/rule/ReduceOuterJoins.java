package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.NullRejection;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An outer join whose rows without partner cannot pass a condition above becomes an inner one (a
 * full one becomes left, right or inner):
 *
 * <pre>
 *   Filter(b &gt; 1, LEFT_OUTER(a, b)) = Filter(b &gt; 1, INNER(a, b))
 * </pre>
 *
 * <p>The condition may be a filter's, or that of an inner or semi join. Not through projections
 * that compute, and not for LEFT_SINGLE, which also looks for second partners.
 */
public final class ReduceOuterJoins implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (node instanceof Filter filter) {
      LogicalPlan reduced = reduce(filter.child(), Conjuncts.split(filter.condition()));
      return reduced == filter.child() ? Optional.empty() : Optional.of(filter.withChild(reduced));
    }
    if (!(node instanceof Join join) || join.dependent()) {
      return Optional.empty();
    }
    List<Expression> conjuncts = Conjuncts.split(join.condition());
    var inputs = new ArrayList<LogicalPlan>();
    inputs.add(
        PushFilterIntoJoin.keepsLeft(join.kind()) && asksLeft(join.kind())
            ? reduce(join.left(), conjuncts)
            : join.left());
    inputs.add(asksRight(join.kind()) ? reduce(join.right(), conjuncts) : join.right());
    boolean same = inputs.get(0) == join.left() && inputs.get(1) == join.right();
    return same ? Optional.empty() : Optional.of(join.withChildren(inputs));
  }

  /** Whether a left row for which the condition is not true is gone. */
  private static boolean asksLeft(JoinKind kind) {
    return kind == JoinKind.INNER || kind == JoinKind.LEFT_SEMI;
  }

  /** Whether a right row for which the condition is not true makes no difference. */
  private static boolean asksRight(JoinKind kind) {
    return switch (kind) {
      case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE, RIGHT_SEMI -> true;
      case RIGHT_OUTER, FULL_OUTER, LEFT_ANTI_NULL_AWARE, LEFT_MARK, RIGHT_ANTI -> false;
    };
  }

  private static LogicalPlan reduce(LogicalPlan plan, List<Expression> conjuncts) {
    if (plan instanceof Filter || (plan instanceof Project project && passes(project))) {
      LogicalPlan child = plan.children().getFirst();
      LogicalPlan reduced = reduce(child, conjuncts);
      return reduced == child ? plan : plan.withChildren(List.of(reduced));
    }
    if (!(plan instanceof Join join)) {
      return plan;
    }
    JoinKind kind = reduced(join, conjuncts);
    Join changed =
        kind == join.kind()
            ? join
            : new Join(
                join.left(), join.right(), kind, join.condition(), join.dependent(), join.mark());
    LogicalPlan left =
        PushFilterIntoJoin.keepsLeft(kind) ? reduce(join.left(), conjuncts) : join.left();
    LogicalPlan right =
        PushFilterIntoJoin.keepsRight(kind) ? reduce(join.right(), conjuncts) : join.right();
    return left == join.left() && right == join.right()
        ? changed
        : changed.withChildren(List.of(left, right));
  }

  private static JoinKind reduced(Join join, List<Expression> conjuncts) {
    boolean left = rejects(conjuncts, join.left());
    boolean right = rejects(conjuncts, join.right());
    return switch (join.kind()) {
      case LEFT_OUTER -> right ? JoinKind.INNER : JoinKind.LEFT_OUTER;
      case RIGHT_OUTER -> left ? JoinKind.INNER : JoinKind.RIGHT_OUTER;
      case FULL_OUTER -> {
        if (left && right) {
          yield JoinKind.INNER;
        }
        // Rejecting rows without left columns drops the right rows that found no partner.
        yield left ? JoinKind.LEFT_OUTER : right ? JoinKind.RIGHT_OUTER : JoinKind.FULL_OUTER;
      }
      case INNER,
          LEFT_SEMI,
          LEFT_ANTI,
          LEFT_ANTI_NULL_AWARE,
          LEFT_SINGLE,
          LEFT_MARK,
          RIGHT_SEMI,
          RIGHT_ANTI ->
          join.kind();
    };
  }

  private static boolean rejects(List<Expression> conjuncts, LogicalPlan side) {
    var columns = References.outputIds(side);
    return conjuncts.stream().anyMatch(conjunct -> NullRejection.rejects(conjunct, columns));
  }

  private static boolean passes(Project project) {
    return project.columns().stream()
        .allMatch(column ->
            column.expression() instanceof ColumnReference reference
                && reference.id() == column.id());
  }
}
