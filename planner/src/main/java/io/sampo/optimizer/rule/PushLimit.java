package io.sampo.optimizer.rule;

import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A limit meets the node below it:
 *
 * <pre>
 *   Limit(n, Sort)        = TopN(n)                      Limit(n, offset m, Sort) = Limit(n, offset m, TopN(n + m))
 *   Limit(n, Project(x))  = Project(Limit(n, x))         Limit(n, Limit(m, x))    = Limit(min(n, m), x)
 *   Limit(n, Union(a, b)) = Limit(n, Union(Limit(n, a), Limit(n, b)))
 *   Limit(n, LEFT_OUTER(a, b)) = Limit(n, LEFT_OUTER(Limit(n, a), b))
 * </pre>
 *
 * <p>An offset alone goes below projections only.
 */
public final class PushLimit implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Limit limit)) {
      return Optional.empty();
    }
    if (limit.child() instanceof Project project) {
      return Optional.of(project.withChild(limit.withChild(project.child())));
    }
    if (limit.child() instanceof Limit inner) {
      return merged(limit, inner);
    }
    if (limit.count().isEmpty() || limit.count().get() > Long.MAX_VALUE - limit.offset()) {
      return limit.count().isEmpty() && limit.offset() == 0
          ? Optional.of(limit.child())
          : Optional.empty();
    }
    long wanted = limit.offset() + limit.count().get();
    if (limit.child() instanceof Sort sort && sort.global()) {
      return sort(limit, sort, wanted);
    }
    if (limit.child() instanceof Union union) {
      return inputs(limit, union, wanted);
    }
    return limit.child() instanceof Join join ? left(limit, join, wanted) : Optional.empty();
  }

  private static Optional<LogicalPlan> merged(Limit outer, Limit inner) {
    if (outer.offset() > Long.MAX_VALUE - inner.offset()) {
      return Optional.empty();
    }
    Optional<Long> rest = inner.count().map(count -> Math.max(0, count - outer.offset()));
    Optional<Long> count =
        rest.isEmpty()
            ? outer.count()
            : Optional.of(Math.min(rest.get(), outer.count().orElse(Long.MAX_VALUE)));
    return Optional.of(new Limit(inner.child(), inner.offset() + outer.offset(), count));
  }

  private static Optional<LogicalPlan> sort(Limit limit, Sort sort, long wanted) {
    long most = Math.min(wanted, sort.limit().orElse(Long.MAX_VALUE));
    Sort top = new Sort(sort.child(), sort.keys(), true, Optional.of(most));
    if (limit.offset() == 0) {
      return Optional.of(top);
    }
    return sort.limit().isPresent() && sort.limit().get() <= wanted
        ? Optional.empty()
        : Optional.of(limit.withChild(top));
  }

  private static Optional<LogicalPlan> inputs(Limit limit, Union union, long wanted) {
    boolean changed = false;
    var inputs = new ArrayList<LogicalPlan>();
    for (LogicalPlan child : union.children()) {
      LogicalPlan limited = limited(child, wanted);
      changed |= limited != child;
      inputs.add(limited);
    }
    return changed ? Optional.of(limit.withChild(union.withChildren(inputs))) : Optional.empty();
  }

  private static Optional<LogicalPlan> left(Limit limit, Join join, long wanted) {
    boolean keepsEveryRow =
        join.kind() == JoinKind.LEFT_OUTER
            || join.kind() == JoinKind.LEFT_SINGLE
            || join.kind() == JoinKind.LEFT_MARK;
    if (!keepsEveryRow || join.dependent()) {
      return Optional.empty();
    }
    LogicalPlan left = limited(join.left(), wanted);
    return left == join.left()
        ? Optional.empty()
        : Optional.of(limit.withChild(join.withChildren(List.of(left, join.right()))));
  }

  /** The plan cut to so many rows, or as it is when it is known to be that short. */
  private static LogicalPlan limited(LogicalPlan plan, long wanted) {
    return yieldsAtMost(plan, wanted) ? plan : new Limit(plan, 0, Optional.of(wanted));
  }

  private static boolean yieldsAtMost(LogicalPlan plan, long wanted) {
    return switch (plan) {
      case Limit limit ->
          limit.count().orElse(Long.MAX_VALUE) <= wanted || yieldsAtMost(limit.child(), wanted);
      case Sort sort ->
          sort.limit().orElse(Long.MAX_VALUE) <= wanted || yieldsAtMost(sort.child(), wanted);
      case Project project -> yieldsAtMost(project.child(), wanted);
      case LogicalPlan.Aggregate aggregate -> aggregate.keys().isEmpty() && wanted >= 1;
      case LogicalPlan.LocalRows rows -> rows.rows().size() <= wanted;
      case Join join -> joinKeepsLeft(join) && yieldsAtMost(join.left(), wanted);
      case LogicalPlan.Filter filter -> yieldsAtMost(filter.child(), wanted);
      case LogicalPlan.Scan _,
          LogicalPlan.RangeRows _,
          LogicalPlan.Expand _,
          LogicalPlan.Generate _,
          LogicalPlan.Window _,
          LogicalPlan.Tail _,
          LogicalPlan.Union _,
          LogicalPlan.Sample _,
          LogicalPlan.Repartition _ ->
          false;
    };
  }

  private static boolean joinKeepsLeft(Join join) {
    return switch (join.kind()) {
      case LEFT_SINGLE, LEFT_MARK, LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE -> true;
      case INNER, LEFT_OUTER, RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }
}
