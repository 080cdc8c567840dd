package io.sampo.optimizer.unnesting;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Expand;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Leaf;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Sample;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Tail;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.logical.LogicalPlan.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes correlated conditions out of a subquery's plan, as far as that leaves a plan that is
 * computed once for all outer rows: through filters, projections and inner joins always; through an
 * aggregate when each condition equates an inner expression with an outer one, which becomes a
 * grouping key.
 *
 * <p>An empty answer means that the plan needs the general way.
 */
final class CorrelationPull {
  private final RuleContext context;
  private final Set<Long> outer;
  private final boolean onlyExistence;

  /**
   * @param outer the columns whose uses are to be taken out
   * @param onlyExistence whether more or fewer equal rows make no difference to the join above
   */
  CorrelationPull(RuleContext context, Set<Long> outer, boolean onlyExistence) {
    this.context = context;
    this.outer = outer;
    this.onlyExistence = onlyExistence;
  }

  Optional<PulledPlan> pull(LogicalPlan plan) {
    if (References.free(plan).keySet().stream().noneMatch(outer::contains)) {
      return Optional.of(PulledPlan.plain(plan));
    }
    return switch (plan) {
      case Filter filter -> pull(filter.child()).flatMap(below -> filter(filter, below));
      case Project project -> pull(project.child()).flatMap(below -> project(project, below));
      case Aggregate aggregate ->
          pull(aggregate.child()).flatMap(below -> aggregate(aggregate, below));
      case Sort sort -> sort.limit().isPresent() ? Optional.empty() : pull(sort.child());
      case Repartition repartition -> pull(repartition.child());
      case Limit limit ->
          onlyExistence && limit.offset() == 0 && limit.count().orElse(1L) > 0
              ? pull(limit.child()).filter(below -> below.whenEmpty().isEmpty())
              : Optional.empty();
      case Join join -> join(join);
      case Leaf _, Union _, Window _, Expand _, Tail _, Sample _ -> Optional.empty();
      case LogicalPlan.Generate _ -> Optional.empty();
    };
  }

  private Optional<PulledPlan> filter(Filter filter, PulledPlan below) {
    if (below.whenEmpty().isPresent()) {
      return Optional.empty();
    }
    var conditions = new ArrayList<>(below.conditions());
    var kept = new ArrayList<Expression>();
    for (Expression conjunct : Conjuncts.split(filter.condition())) {
      (References.anyOf(conjunct, outer) ? conditions : kept).add(conjunct);
    }
    LogicalPlan plan =
        kept.isEmpty() ? below.plan() : new Filter(below.plan(), context.operators().and(kept));
    return Optional.of(new PulledPlan(plan, conditions, Optional.empty()));
  }

  private Optional<PulledPlan> project(Project project, PulledPlan below) {
    var columns = new LinkedHashMap<Long, NamedExpression>();
    for (NamedExpression column : project.columns()) {
      if (References.anyOf(column.expression(), outer)) {
        return Optional.empty();
      }
      columns.put(column.id(), column);
    }
    for (ColumnReference needed : inner(below.conditions())) {
      columns.putIfAbsent(needed.id(), NamedExpression.of(needed));
    }
    Optional<Map<Long, Expression>> whenEmpty =
        below.whenEmpty().map(row -> projected(project.columns(), row));
    return Optional.of(
        new PulledPlan(
            new Project(below.plan(), List.copyOf(columns.values())),
            below.conditions(),
            whenEmpty));
  }

  private static Map<Long, Expression> projected(
      List<NamedExpression> columns, Map<Long, Expression> row) {
    Map<Long, Expression> values = new HashMap<>();
    columns.forEach(
        column -> values.put(column.id(), References.substitute(column.expression(), row)));
    return values;
  }

  private Optional<PulledPlan> aggregate(Aggregate aggregate, PulledPlan below) {
    if (below.whenEmpty().isPresent()
        || aggregate.expressions().stream().anyMatch(part -> References.anyOf(part, outer))) {
      return Optional.empty();
    }
    var keys = new ArrayList<>(aggregate.keys());
    var conditions = new ArrayList<Expression>();
    for (Expression condition : below.conditions()) {
      if (!Comparisons.isAnyEquality(condition)) {
        return Optional.empty();
      }
      Expression left = Comparisons.left(condition);
      Expression right = Comparisons.right(condition);
      boolean outerLeft = References.within(left, outer) && !References.anyOf(right, outer);
      boolean outerRight = References.within(right, outer) && !References.anyOf(left, outer);
      if (!outerLeft && !outerRight) {
        return Optional.empty();
      }
      ColumnReference key = key(outerLeft ? right : left, keys);
      conditions.add(condition.withChildren(outerLeft ? List.of(left, key) : List.of(key, right)));
    }
    return Optional.of(
        new PulledPlan(
            new Aggregate(below.plan(), keys, aggregate.aggregates()),
            conditions,
            aggregate.keys().isEmpty()
                ? Optional.of(EmptyAggregates.row(aggregate.aggregates()))
                : Optional.empty()));
  }

  /** The grouping key for an expression, added when there is none yet. */
  private ColumnReference key(Expression expression, List<NamedExpression> keys) {
    for (NamedExpression key : keys) {
      if (key.expression().equals(expression)) {
        return key.toReference();
      }
    }
    NamedExpression key =
        expression instanceof ColumnReference column
            ? NamedExpression.of(column)
            : new NamedExpression(context.ids().next(), "key", expression);
    keys.add(key);
    return key.toReference();
  }

  private Optional<PulledPlan> join(Join join) {
    boolean conditionUsesOuter = References.anyOf(join.condition(), outer);
    boolean rightUsesOuter =
        References.free(join.right()).keySet().stream().anyMatch(outer::contains);
    // A semi join may become an inner one where it does not matter how often a row comes.
    boolean asInner =
        join.kind() == JoinKind.INNER || (join.kind() == JoinKind.LEFT_SEMI && onlyExistence);
    if (join.dependent() || (!asInner && (conditionUsesOuter || rightUsesOuter))) {
      return Optional.empty();
    }
    if (!asInner) {
      return switch (join.kind()) {
        case RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> Optional.empty();
        case INNER,
            LEFT_OUTER,
            LEFT_SEMI,
            LEFT_ANTI,
            LEFT_ANTI_NULL_AWARE,
            LEFT_SINGLE,
            LEFT_MARK ->
            pull(join.left())
                .filter(left -> left.whenEmpty().isEmpty())
                .map(left -> left.withPlan(join.withChildren(List.of(left.plan(), join.right()))));
      };
    }
    Optional<PulledPlan> left = pull(join.left()).filter(side -> side.whenEmpty().isEmpty());
    Optional<PulledPlan> right = pull(join.right()).filter(side -> side.whenEmpty().isEmpty());
    return left.flatMap(one -> right.map(other -> paired(join, one, other)));
  }

  private PulledPlan paired(Join join, PulledPlan left, PulledPlan right) {
    var conditions = new ArrayList<>(left.conditions());
    conditions.addAll(right.conditions());
    var kept = new ArrayList<Expression>();
    for (Expression conjunct : Conjuncts.split(join.condition())) {
      (References.anyOf(conjunct, outer) ? conditions : kept).add(conjunct);
    }
    boolean semi =
        join.kind() == JoinKind.LEFT_SEMI && conditions.size() == left.conditions().size();
    LogicalPlan pairs =
        Join.of(
            left.plan(),
            right.plan(),
            semi ? JoinKind.LEFT_SEMI : JoinKind.INNER,
            context.operators().and(kept));
    return new PulledPlan(pairs, conditions, Optional.empty());
  }

  private List<ColumnReference> inner(List<Expression> conditions) {
    return References.columns(conditions).values().stream()
        .filter(column -> !outer.contains(column.id()))
        .toList();
  }
}
