package io.sampo.optimizer.unnesting;

import io.sampo.error.SampoException;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.optimizer.unnesting.Domain.Extended;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The general way to make a dependent join ordinary: the right side is computed for all distinct
 * outer values D at once, each of its rows saying which value it belongs to, and is then joined
 * with the left side on that value.
 *
 * <p>D moves down through the right side until what is below depends on it no more, and is joined
 * there:
 *
 * <pre>
 *   D x Filter(x)       = Filter(D x x)
 *   D x Aggregate(k, x) = Aggregate(k + D, D x x); without k outer-joined to D, so that no value is lost
 *   D x Join(a, b)      = Join(D x a, b) when only a depends on D, else Join(D x a, D x b) on equal D
 *   D x Limit(x)        = the first rows of each D
 *   D x x               = a cross join when x is independent
 * </pre>
 */
final class DomainPushdown {
  private final Domain domain;
  private final Set<Long> outer;
  private final RuleContext context;

  private DomainPushdown(Domain domain, Set<Long> outer, RuleContext context) {
    this.domain = domain;
    this.outer = outer;
    this.context = context;
  }

  /** The dependent join as an ordinary one; may yield further columns. */
  static LogicalPlan eliminate(Join join, LogicalPlan right, Set<Long> outer, RuleContext context) {
    List<ColumnReference> columns =
        join.left().output().stream().filter(column -> outer.contains(column.id())).toList();
    LogicalPlan source = DomainSource.choose(join.left(), columns, context.estimator());
    var domain = new Domain(source, columns, context);
    Extended extended = new DomainPushdown(domain, outer, context).push(right);
    Map<Long, ColumnReference> left = new LinkedHashMap<>();
    columns.forEach(column -> left.put(column.id(), column));
    Expression condition =
        context.operators().and(join.condition(), domain.same(left, extended.columns()));
    return new Join(join.left(), extended.plan(), join.kind(), condition, false, join.mark());
  }

  private boolean depends(LogicalPlan plan) {
    return References.free(plan).keySet().stream().anyMatch(outer::contains);
  }

  private Extended push(LogicalPlan plan) {
    if (!depends(plan)) {
      Extended copy = domain.copy();
      return new Extended(Join.of(copy.plan(), plan, JoinKind.INNER, Literal.TRUE), copy.columns());
    }
    return switch (plan) {
      case Filter filter -> {
        Extended child = push(filter.child());
        yield new Extended(
            new Filter(child.plan(), bound(filter.condition(), child)), child.columns());
      }
      case Project project -> project(project);
      case Aggregate aggregate -> aggregate(aggregate);
      case Join join -> DomainJoin.push(join, domain, this::push, this::depends, context);
      case Union union -> union(union);
      case Window window -> window(window);
      case Sort sort ->
          sort.limit().isEmpty()
              ? push(sort.child())
              : firstRows(sort.child(), sort.keys(), 0, sort.limit());
      case Limit limit when limit.child() instanceof Project project ->
          // A projection keeps the rows and their order, which the limit has to see.
          push(
              project.withChildren(
                  List.of(new Limit(project.child(), limit.offset(), limit.count()))));
      case Limit limit ->
          limit.child() instanceof Sort sort && sort.limit().isEmpty()
              ? firstRows(sort.child(), sort.keys(), limit.offset(), limit.count())
              : firstRows(limit.child(), List.of(), limit.offset(), limit.count());
      case Expand expand -> expand(expand);
      case LogicalPlan.Generate generate -> {
        Extended child = push(generate.child());
        Expression elements = bound(generate.elements(), child);
        yield new Extended(
            new LogicalPlan.Generate(
                child.plan(), elements, generate.outer(), generate.position(), generate.element()),
            child.columns());
      }
      case Repartition repartition -> push(repartition.child());
      case Tail _, Sample _, Leaf _ ->
          throw SampoException.unsupported(
              plan.getClass().getSimpleName() + " in a correlated subquery",
              "Move the correlated condition outside of it.",
              null);
    };
  }

  private Extended project(Project project) {
    Extended child = push(project.child());
    var columns = new ArrayList<NamedExpression>();
    project.columns().forEach(c -> columns.add(c.withExpression(bound(c.expression(), child))));
    child.columns().values().forEach(column -> columns.add(NamedExpression.of(column)));
    return new Extended(new Project(child.plan(), columns), child.columns());
  }

  private Extended aggregate(Aggregate aggregate) {
    Extended child = push(aggregate.child());
    Aggregate inside = (Aggregate) aggregate.mapExpressions(part -> bound(part, child));
    var keys = new ArrayList<>(inside.keys());
    child.columns().values().forEach(column -> keys.add(NamedExpression.of(column)));
    if (!aggregate.keys().isEmpty()) {
      return new Extended(new Aggregate(child.plan(), keys, inside.aggregates()), child.columns());
    }
    // Outer values without rows get what the aggregates yield for no rows.
    var matched = new NamedExpression(context.ids().next(), "matched", Literal.TRUE);
    Map<Long, Expression> empty = EmptyAggregates.row(inside.aggregates());
    var renamed = new ArrayList<NamedExpression>();
    var inner = new ArrayList<NamedExpression>();
    var outputs = new ArrayList<NamedExpression>();
    for (NamedExpression call : inside.aggregates()) {
      var fresh = new NamedExpression(context.ids().next(), call.name(), call.expression());
      renamed.add(fresh);
      inner.add(NamedExpression.of(fresh.toReference()));
      Expression value =
          context
              .operators()
              .choose(
                  context.operators().isNull(matched.toReference().withNullable(true)),
                  Objects.requireNonNull(empty.get(call.id())),
                  fresh.toReference().withNullable(true));
      outputs.add(new NamedExpression(call.id(), call.name(), value));
    }
    child.columns().values().forEach(column -> inner.add(NamedExpression.of(column)));
    inner.add(matched);
    LogicalPlan groups = new Project(new Aggregate(child.plan(), keys, renamed), inner);
    Extended values = domain.copy();
    LogicalPlan all =
        Join.of(
            values.plan(),
            groups,
            JoinKind.LEFT_OUTER,
            domain.same(values.columns(), child.columns()));
    values.columns().values().forEach(column -> outputs.add(NamedExpression.of(column)));
    return new Extended(new Project(all, outputs), values.columns());
  }

  private Extended union(Union union) {
    var children = new ArrayList<LogicalPlan>();
    boolean[] nullable = new boolean[domain.columns().size()];
    for (LogicalPlan input : union.children()) {
      Extended child = push(input);
      var columns = new ArrayList<NamedExpression>();
      input.output().forEach(column -> columns.add(NamedExpression.of(column)));
      int at = 0;
      for (ColumnReference column : child.columns().values()) {
        columns.add(NamedExpression.of(column));
        nullable[at++] |= column.nullable();
      }
      children.add(new Project(child.plan(), columns));
    }
    var output = new ArrayList<>(union.output());
    Map<Long, ColumnReference> mapping = new LinkedHashMap<>();
    int at = 0;
    for (ColumnReference column : domain.columns()) {
      var mine =
          new ColumnReference(context.ids().next(), column.name(), column.type(), nullable[at++]);
      output.add(mine);
      mapping.put(column.id(), mine);
    }
    return new Extended(new Union(children, output), mapping);
  }

  private Extended window(Window window) {
    Extended child = push(window.child());
    List<Expression> values = List.copyOf(child.columns().values());
    var functions = new ArrayList<NamedExpression>();
    for (NamedExpression function : window.functions()) {
      functions.add(
          function.withExpression(
              DomainWindow.perValue(bound(function.expression(), child), values)));
    }
    return new Extended(new Window(child.plan(), functions), child.columns());
  }

  private Extended firstRows(
      LogicalPlan input, List<SortOrder> keys, long offset, Optional<Long> count) {
    Extended child = push(input);
    var order =
        keys.stream().map(key -> key.withExpression(bound(key.expression(), child))).toList();
    LogicalPlan rows =
        DomainWindow.firstRows(
            child.plan(), List.copyOf(child.columns().values()), order, offset, count, context);
    return new Extended(rows, child.columns());
  }

  private Extended expand(Expand expand) {
    Extended child = push(expand.child());
    var output = new ArrayList<>(expand.output());
    Map<Long, ColumnReference> mapping = new LinkedHashMap<>();
    child
        .columns()
        .forEach((id, column) -> {
          var mine =
              new ColumnReference(
                  context.ids().next(), column.name(), column.type(), column.nullable());
          output.add(mine);
          mapping.put(id, mine);
        });
    var projections = new ArrayList<List<Expression>>();
    for (List<Expression> projection : expand.projections()) {
      var longer = new ArrayList<Expression>();
      projection.forEach(part -> longer.add(bound(part, child)));
      longer.addAll(child.columns().values());
      projections.add(longer);
    }
    return new Extended(new Expand(child.plan(), output, projections), mapping);
  }

  /** The expression over the plan's own copies of outer columns. */
  private static Expression bound(Expression expression, Extended plan) {
    return References.substitute(expression, plan.columns());
  }
}
