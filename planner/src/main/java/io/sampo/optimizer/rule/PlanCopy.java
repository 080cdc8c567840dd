package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Expand;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.LocalRows;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.RangeRows;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Sample;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Tail;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.logical.LogicalPlan.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A plan once more, with fresh ids for all columns it makes, so that both may stand in one tree.
 *
 * @param plan the copy
 * @param columns the copy's columns by the ids of the original
 */
public record PlanCopy(LogicalPlan plan, Map<Long, ColumnReference> columns) {
  /** Copies a plan; columns from outside stay the same. */
  public static PlanCopy of(LogicalPlan plan, ColumnIds ids) {
    var fresh = new LinkedHashMap<Long, ColumnReference>();
    plan.forEach(node ->
        node.output()
            .forEach(column ->
                fresh.computeIfAbsent(
                    column.id(),
                    _ ->
                        new ColumnReference(
                            ids.next(), column.name(), column.type(), column.nullable()))));
    return new PlanCopy(plan.transformUp(node -> rename(node, fresh)), fresh);
  }

  /** The copy of a column of the original. */
  public ColumnReference column(ColumnReference original) {
    return Objects.requireNonNull(columns.get(original.id())).withNullable(original.nullable());
  }

  private static LogicalPlan rename(LogicalPlan node, Map<Long, ColumnReference> fresh) {
    LogicalPlan replaced = node.mapExpressions(expression -> substitute(expression, fresh));
    return switch (replaced) {
      case Scan scan -> new Scan(scan.table(), columns(scan.output(), fresh), scan.predicates());
      case LocalRows rows -> new LocalRows(columns(rows.output(), fresh), rows.rows());
      case RangeRows range ->
          new RangeRows(
              columns(range.output(), fresh).getFirst(), range.start(), range.end(), range.step());
      case Project project -> new Project(project.child(), named(project.columns(), fresh));
      case Aggregate aggregate ->
          new Aggregate(
              aggregate.child(),
              named(aggregate.keys(), fresh),
              named(aggregate.aggregates(), fresh));
      case Expand expand ->
          new Expand(expand.child(), columns(expand.output(), fresh), expand.projections());
      case LogicalPlan.Generate generate -> {
        List<ColumnReference> made =
            columns(List.of(generate.position(), generate.element()), fresh);
        yield new LogicalPlan.Generate(
            generate.child(),
            generate.elements(),
            generate.outer(),
            made.getFirst(),
            made.getLast());
      }
      case Window window ->
          new Window(window.child(), named(window.functions(), fresh), window.limit());
      case Union union -> new Union(union.children(), columns(union.output(), fresh));
      case Join join ->
          new Join(
              join.left(),
              join.right(),
              join.kind(),
              join.condition(),
              join.dependent(),
              join.mark().map(mark -> columns(List.of(mark), fresh).getFirst()));
      case Filter _, Sort _, Limit _, Tail _, Sample _, Repartition _ -> replaced;
    };
  }

  /** Replaces columns and keeps what each place says of nulls. */
  private static Expression substitute(Expression expression, Map<Long, ColumnReference> fresh) {
    return References.substitute(
        expression.transformUp(part ->
            part instanceof ColumnReference column && fresh.containsKey(column.id())
                ? Objects.requireNonNull(fresh.get(column.id())).withNullable(column.nullable())
                : part),
        fresh);
  }

  private static List<ColumnReference> columns(
      List<ColumnReference> columns, Map<Long, ColumnReference> fresh) {
    return columns.stream()
        .map(column ->
            Objects.requireNonNull(fresh.get(column.id())).withNullable(column.nullable()))
        .toList();
  }

  private static List<NamedExpression> named(
      List<NamedExpression> columns, Map<Long, ColumnReference> fresh) {
    return columns.stream()
        .map(column ->
            new NamedExpression(
                Objects.requireNonNull(fresh.get(column.id())).id(),
                column.name(),
                column.expression()))
        .toList();
  }
}
