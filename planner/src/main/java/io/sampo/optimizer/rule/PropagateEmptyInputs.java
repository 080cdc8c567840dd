package io.sampo.optimizer.rule;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.LocalRows;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What provably yields no row becomes no rows, and so does what needs a row of it: a filter that is
 * never true, a join with nothing, a limit of 0.
 *
 * <p>Not an aggregate without keys, which yields a row of no input.
 */
public final class PropagateEmptyInputs implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    return switch (node) {
      case Scan scan ->
          scan.predicates().stream().anyMatch(PropagateEmptyInputs::never)
              ? empty(node)
              : Optional.empty();
      case Filter filter ->
          never(filter.condition()) || isEmpty(filter.child()) ? empty(node) : Optional.empty();
      case Limit limit ->
          limit.count().orElse(1L) == 0 || isEmpty(limit.child()) ? empty(node) : Optional.empty();
      case Sort sort ->
          sort.limit().orElse(1L) == 0 || isEmpty(sort.child()) ? empty(node) : Optional.empty();
      case Aggregate aggregate ->
          !aggregate.keys().isEmpty() && isEmpty(aggregate.child())
              ? empty(node)
              : Optional.empty();
      case Join join -> join(join);
      case Union union -> union(union);
      case Project _,
          LogicalPlan.Expand _,
          LogicalPlan.Generate _,
          LogicalPlan.Window _,
          LogicalPlan.Tail _,
          LogicalPlan.Sample _,
          LogicalPlan.Repartition _ ->
          isEmpty(node.children().getFirst()) ? empty(node) : Optional.empty();
      case LocalRows _, LogicalPlan.RangeRows _ -> Optional.empty();
    };
  }

  private static boolean never(Expression condition) {
    return condition instanceof Literal literal && !Boolean.TRUE.equals(literal.value());
  }

  static boolean isEmpty(LogicalPlan plan) {
    return plan instanceof LocalRows rows && rows.rows().isEmpty();
  }

  private static Optional<LogicalPlan> empty(LogicalPlan like) {
    return Optional.of(new LocalRows(like.output(), List.of()));
  }

  private static Optional<LogicalPlan> join(Join join) {
    boolean left = isEmpty(join.left());
    boolean right = isEmpty(join.right());
    boolean never = never(join.condition());
    return switch (join.kind()) {
      case INNER, LEFT_SEMI, RIGHT_SEMI -> left || right || never ? empty(join) : Optional.empty();
      case LEFT_OUTER, LEFT_SINGLE ->
          left ? empty(join) : right || never ? padded(join, join.left()) : Optional.empty();
      case RIGHT_OUTER ->
          right ? empty(join) : left || never ? padded(join, join.right()) : Optional.empty();
      case LEFT_ANTI, LEFT_ANTI_NULL_AWARE ->
          left ? empty(join) : right ? Optional.of(join.left()) : Optional.empty();
      case RIGHT_ANTI ->
          right ? empty(join) : left || never ? Optional.of(join.right()) : Optional.empty();
      case FULL_OUTER ->
          left && right
              ? empty(join)
              : right
                  ? padded(join, join.left())
                  : left ? padded(join, join.right()) : Optional.empty();
      case LEFT_MARK -> left ? empty(join) : Optional.empty();
    };
  }

  /** The rows of one side, with nulls for the other. */
  private static Optional<LogicalPlan> padded(Join join, LogicalPlan side) {
    var columns = new ArrayList<NamedExpression>();
    List<Long> own = side.output().stream().map(ColumnReference::id).toList();
    for (ColumnReference column : join.output()) {
      columns.add(
          own.contains(column.id())
              ? NamedExpression.of(column)
              : new NamedExpression(column.id(), column.name(), new Literal(null, column.type())));
    }
    return Optional.of(new Project(side, columns));
  }

  private static Optional<LogicalPlan> union(Union union) {
    List<LogicalPlan> kept = union.children().stream().filter(child -> !isEmpty(child)).toList();
    if (kept.isEmpty()) {
      return empty(union);
    }
    return kept.size() < union.children().size()
        ? Optional.of(new Union(kept, union.output()))
        : Optional.empty();
  }
}
