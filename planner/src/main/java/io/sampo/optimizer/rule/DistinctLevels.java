package io.sampo.optimizer.rule;

import static io.sampo.optimizer.rule.RewriteDistinctAggregates.call;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Expand;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Distinct aggregates by two levels of grouping. */
final class DistinctLevels {
  private final Aggregate aggregate;
  private final RuleContext context;

  DistinctLevels(Aggregate aggregate, RuleContext context) {
    this.aggregate = aggregate;
    this.context = context;
  }

  /** All distinct aggregates have the same arguments: they group the inner level. */
  LogicalPlan oneSet(List<NamedExpression> regular, List<NamedExpression> distinct) {
    var innerKeys = new ArrayList<>(aggregate.keys());
    List<ColumnReference> values = keys(call(distinct.getFirst()).arguments(), innerKeys);
    var parts = new ArrayList<NamedExpression>();
    var merged = new ArrayList<NamedExpression>();
    var results = new ArrayList<NamedExpression>();
    aggregate.keys().forEach(key -> results.add(NamedExpression.of(key.toReference())));
    for (NamedExpression named : regular) {
      PartialAggregate partial = PartialAggregate.of(named, call(named), Optional.empty(), context);
      parts.add(partial.part());
      merged.add(partial.merged());
      results.add(partial.result());
    }
    for (NamedExpression named : distinct) {
      AggregateCall plain =
          RewriteDistinctAggregates.copy(call(named), values, false, Optional.empty());
      merged.add(named.withExpression(plain));
      results.add(NamedExpression.of(named.toReference()));
    }
    Aggregate inner = new Aggregate(aggregate.child(), innerKeys, parts);
    return new Project(new Aggregate(inner, passed(aggregate.keys()), merged), results);
  }

  /** Adds grouping keys for expressions and yields their columns. */
  private List<ColumnReference> keys(List<Expression> expressions, List<NamedExpression> keys) {
    var columns = new ArrayList<ColumnReference>();
    for (Expression expression : expressions) {
      Optional<NamedExpression> known =
          keys.stream().filter(key -> key.expression().equals(expression)).findFirst();
      NamedExpression key =
          known.orElseGet(() -> new NamedExpression(context.ids().next(), "distinct", expression));
      if (known.isEmpty()) {
        keys.add(key);
      }
      columns.add(key.toReference());
    }
    return columns;
  }

  private static List<NamedExpression> passed(List<NamedExpression> keys) {
    return keys.stream().map(key -> NamedExpression.of(key.toReference())).toList();
  }

  /**
   * Each row becomes one row for the regular aggregates (set 0) and one for each set of distinct
   * arguments, the columns of other sets null; so the inner level can group by all arguments at
   * once.
   */
  LogicalPlan severalSets(List<NamedExpression> regular, List<List<NamedExpression>> sets) {
    var rows = new ExpandedRows(sets.size() + 1);
    var innerKeys = new ArrayList<NamedExpression>();
    var outerKeys = new ArrayList<NamedExpression>();
    var results = new ArrayList<NamedExpression>();
    for (NamedExpression key : aggregate.keys()) {
      ColumnReference column = rows.everywhere(key.expression());
      innerKeys.add(NamedExpression.of(column));
      outerKeys.add(new NamedExpression(key.id(), key.name(), column));
      results.add(NamedExpression.of(key.toReference().withNullable(column.nullable())));
    }
    ColumnReference set = rows.numbers();
    innerKeys.add(NamedExpression.of(set));
    var parts = new ArrayList<NamedExpression>();
    var merged = new ArrayList<NamedExpression>();
    for (NamedExpression named : regular) {
      AggregateCall moved = (AggregateCall) call(named).mapChildren(input -> rows.only(0, input));
      Optional<Expression> inSet = Optional.of(is(set, 0));
      Optional<Expression> filter =
          moved.filter().isEmpty()
              ? inSet
              : Optional.of(context.operators().and(inSet.get(), moved.filter().get()));
      AggregateCall part = RewriteDistinctAggregates.copy(moved, moved.arguments(), false, filter);
      PartialAggregate partial = PartialAggregate.of(named, part, inSet, context);
      parts.add(partial.part());
      merged.add(partial.merged());
      results.add(partial.result());
    }
    for (int i = 0; i < sets.size(); i++) {
      int number = i + 1;
      List<ColumnReference> values =
          call(sets.get(i).getFirst()).arguments().stream()
              .map(value -> rows.only(number, value))
              .toList();
      values.forEach(value -> innerKeys.add(NamedExpression.of(value)));
      for (NamedExpression named : sets.get(i)) {
        merged.add(
            named.withExpression(
                RewriteDistinctAggregates.copy(
                    call(named), values, false, Optional.of(is(set, number)))));
        results.add(NamedExpression.of(named.toReference()));
      }
    }
    Aggregate inner = new Aggregate(rows.plan(aggregate.child()), innerKeys, parts);
    return new Project(new Aggregate(inner, outerKeys, merged), results);
  }

  private Expression is(ColumnReference set, int number) {
    return context.operators().equal(set, new Literal(number, DataType.INTEGER));
  }

  /** The columns of an expansion while it is put together. */
  private final class ExpandedRows {
    private final List<ColumnReference> columns = new ArrayList<>();
    private final List<List<Expression>> projections = new ArrayList<>();

    ExpandedRows(int rows) {
      for (int i = 0; i < rows; i++) {
        projections.add(new ArrayList<>());
      }
    }

    /** A column with the same value in every row. */
    ColumnReference everywhere(Expression value) {
      projections.forEach(projection -> projection.add(value));
      return add(value.type(), value.nullable());
    }

    /** A column with a value in one row and null in the others. */
    ColumnReference only(int row, Expression value) {
      for (int i = 0; i < projections.size(); i++) {
        projections.get(i).add(i == row ? value : new Literal(null, value.type()));
      }
      return add(value.type(), true);
    }

    /** The number of the row. */
    ColumnReference numbers() {
      for (int i = 0; i < projections.size(); i++) {
        projections.get(i).add(new Literal(i, DataType.INTEGER));
      }
      return add(DataType.INTEGER, false);
    }

    private ColumnReference add(DataType type, boolean nullable) {
      var column = new ColumnReference(context.ids().next(), "expanded", type, nullable);
      columns.add(column);
      return column;
    }

    Expand plan(LogicalPlan child) {
      return new Expand(child, columns, projections);
    }
  }
}
