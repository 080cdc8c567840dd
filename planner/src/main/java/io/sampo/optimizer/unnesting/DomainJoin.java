package io.sampo.optimizer.unnesting;

import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.optimizer.unnesting.Domain.Extended;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How the distinct outer values go through a join: to the side that depends on them, or to both and
 * then into the condition.
 */
final class DomainJoin {
  private DomainJoin() {}

  static Extended push(
      Join join,
      Domain domain,
      Function<LogicalPlan, Extended> push,
      Predicate<LogicalPlan> depends,
      RuleContext context) {
    boolean left = depends.test(join.left());
    boolean right = depends.test(join.right());
    return switch (join.kind()) {
      case INNER -> {
        if (right && !left) {
          Extended other = push.apply(join.right());
          yield one(join, join.left(), other.plan(), other);
        }
        yield fromLeft(join, domain, push, right, context);
      }
      case LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
          fromLeft(join, domain, push, right, context);
      case RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> {
        Extended other = push.apply(join.right());
        if (!left) {
          yield one(join, join.left(), other.plan(), other);
        }
        Extended first = push.apply(join.left());
        yield both(join, domain, first, other, other.columns(), context);
      }
      case FULL_OUTER -> full(join, domain, push, context);
    };
  }

  private static Extended fromLeft(
      Join join,
      Domain domain,
      Function<LogicalPlan, Extended> push,
      boolean rightDepends,
      RuleContext context) {
    Extended first = push.apply(join.left());
    if (!rightDepends) {
      return one(join, first.plan(), join.right(), first);
    }
    return both(join, domain, first, push.apply(join.right()), first.columns(), context);
  }

  private static Extended one(Join join, LogicalPlan left, LogicalPlan right, Extended extended) {
    Expression condition = References.substitute(join.condition(), extended.columns());
    return new Extended(
        new Join(left, right, join.kind(), condition, join.dependent(), join.mark()),
        extended.columns());
  }

  private static Extended both(
      Join join,
      Domain domain,
      Extended left,
      Extended right,
      Map<Long, ColumnReference> columns,
      RuleContext context) {
    Expression condition =
        context
            .operators()
            .and(
                References.substitute(join.condition(), columns),
                domain.same(left.columns(), right.columns()));
    return new Extended(
        new Join(left.plan(), right.plan(), join.kind(), condition, join.dependent(), join.mark()),
        columns);
  }

  /** Either side may be missing, so the value is the one of the side that is there. */
  private static Extended full(
      Join join, Domain domain, Function<LogicalPlan, Extended> push, RuleContext context) {
    Extended left = push.apply(join.left());
    Extended right = push.apply(join.right());
    Extended pairs = both(join, domain, left, right, left.columns(), context);
    var outputs = new ArrayList<NamedExpression>();
    join.output().forEach(column -> outputs.add(NamedExpression.of(column)));
    Map<Long, ColumnReference> mapping = new LinkedHashMap<>();
    for (ColumnReference column : domain.columns()) {
      Expression one = Objects.requireNonNull(left.columns().get(column.id())).withNullable(true);
      Expression other =
          Objects.requireNonNull(right.columns().get(column.id())).withNullable(true);
      Expression either = context.operators().call("coalesce", one, other);
      var named = new NamedExpression(context.ids().next(), column.name(), either);
      outputs.add(named);
      mapping.put(column.id(), named.toReference());
    }
    return new Extended(new Project(pairs.plan(), List.copyOf(outputs)), mapping);
  }
}
