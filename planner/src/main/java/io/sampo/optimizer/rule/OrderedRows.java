package io.sampo.optimizer.rule;

import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.RowPosition;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan that yields, beside its own columns, what tells the order of its rows: the order in which
 * they would come if files were read one after the other by one thread. The order is data, so that
 * no way of running the plan can change it.
 *
 * <ul>
 *   <li>rows of a table have positions;
 *   <li>a join's rows are in the order of the left side, then of the right side;
 *   <li>a sort's rows are in the order of its keys, then as they were;
 *   <li>a union's rows are in the order of its inputs;
 *   <li>groups are in the order of their keys.
 * </ul>
 *
 * @param order by columns of the plan
 */
record OrderedRows(LogicalPlan plan, List<SortOrder> order) {
  OrderedRows {
    order = List.copyOf(order);
  }

  static OrderedRows of(LogicalPlan plan, RuleContext context) {
    return switch (plan) {
      case LogicalPlan.Scan scan -> scan(scan, context);
      case LogicalPlan.LocalRows rows -> local(rows, context);
      case LogicalPlan.RangeRows range ->
          new OrderedRows(
              range, List.of(new SortOrder(range.column(), range.step() > 0, range.step() < 0)));
      case LogicalPlan.Project project -> project(project, context);
      case LogicalPlan.Filter filter -> same(filter, context);
      case LogicalPlan.Limit limit -> same(limit, context);
      case LogicalPlan.Tail tail -> same(tail, context);
      case LogicalPlan.Sample sample -> same(sample, context);
      case LogicalPlan.Repartition repartition -> same(repartition, context);
      case LogicalPlan.Window window -> same(window, context);
      case LogicalPlan.Sort sort -> sort(sort, context);
      case LogicalPlan.Join join -> join(join, context);
      case LogicalPlan.Aggregate aggregate ->
          new OrderedRows(
              aggregate,
              aggregate.keys().stream()
                  .map(NamedExpression::toReference)
                  .filter(key -> hasOrder(key.type()))
                  .map(OrderedRows::ascending)
                  .toList());
      case LogicalPlan.Expand expand -> expand(expand, context);
      case LogicalPlan.Generate generate -> generate(generate, context);
      case LogicalPlan.Union union -> union(union, context);
    };
  }

  private static SortOrder ascending(ColumnReference column) {
    return new SortOrder(column, true, false);
  }

  private static boolean hasOrder(DataType type) {
    return !(type instanceof ArrayType || type instanceof MapType || type instanceof StructType);
  }

  private static OrderedRows scan(LogicalPlan.Scan scan, RuleContext context) {
    ColumnReference position = RowPosition.of(scan.table(), context.ids().next());
    var output = new ArrayList<>(scan.output());
    output.add(position);
    return new OrderedRows(
        new LogicalPlan.Scan(scan.table(), output, scan.predicates()),
        List.of(ascending(position)));
  }

  private static OrderedRows local(LogicalPlan.LocalRows local, RuleContext context) {
    if (local.rows().size() <= 1) {
      return new OrderedRows(local, List.of());
    }
    var position = new ColumnReference(context.ids().next(), "position", DataType.LONG, false);
    var output = new ArrayList<>(local.output());
    output.add(position);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : local.rows()) {
      @Nullable Object[] longer = Arrays.copyOf(row, row.length + 1);
      longer[row.length] = (long) rows.size();
      rows.add(longer);
    }
    return new OrderedRows(new LogicalPlan.LocalRows(output, rows), List.of(ascending(position)));
  }

  private static OrderedRows same(LogicalPlan.Unary node, RuleContext context) {
    OrderedRows child = of(node.child(), context);
    return new OrderedRows(node.withChild(child.plan), child.order);
  }

  private static OrderedRows project(LogicalPlan.Project project, RuleContext context) {
    OrderedRows child = of(project.child(), context);
    return new OrderedRows(passing(child, project.columns()), child.order);
  }

  /** A projection that passes the order's columns on, too. */
  private static LogicalPlan.Project passing(OrderedRows child, List<NamedExpression> columns) {
    var all = new ArrayList<>(columns);
    Set<Long> known = new HashSet<>();
    columns.forEach(column -> known.add(column.id()));
    for (ColumnReference column : child.columns()) {
      if (known.add(column.id())) {
        all.add(NamedExpression.of(column));
      }
    }
    return new LogicalPlan.Project(child.plan, all);
  }

  private List<ColumnReference> columns() {
    return order.stream().map(key -> (ColumnReference) key.expression()).toList();
  }

  private static OrderedRows sort(LogicalPlan.Sort sort, RuleContext context) {
    OrderedRows child = of(sort.child(), context);
    if (!sort.global()) {
      return new OrderedRows(sort.withChild(child.plan), child.order);
    }
    var columns = new ArrayList<NamedExpression>();
    child.plan.output().forEach(column -> columns.add(NamedExpression.of(column)));
    int before = columns.size();
    var keys = new ArrayList<SortOrder>();
    for (SortOrder key : sort.keys()) {
      keys.add(key.withExpression(asColumn(key.expression(), columns, context)));
    }
    LogicalPlan input =
        columns.size() == before ? child.plan : new LogicalPlan.Project(child.plan, columns);
    var order = new ArrayList<>(keys);
    order.addAll(child.order);
    return new OrderedRows(
        new LogicalPlan.Sort(input, keys, true, sort.limit()),
        order.stream().filter(key -> key.expression() instanceof ColumnReference).toList());
  }

  private static Expression asColumn(
      Expression key, List<NamedExpression> columns, RuleContext context) {
    if (!hasOrder(key.type())) {
      throw SampoException.unsupported(
          "first, last or a list of rows that are sorted by a value of type " + key.type().sql(),
          "Sort by parts of the value.",
          key.origin().span());
    }
    if (key instanceof ColumnReference || key instanceof Literal) {
      return key;
    }
    var named = new NamedExpression(context.ids().next(), "key", key);
    columns.add(named);
    return named.toReference();
  }

  private static OrderedRows join(LogicalPlan.Join join, RuleContext context) {
    OrderedRows left = join.kind().yieldsLeft() ? of(join.left(), context) : unordered(join.left());
    OrderedRows right =
        join.kind().yieldsRight() ? of(join.right(), context) : unordered(join.right());
    LogicalPlan joined = join.withChildren(List.of(left.plan, right.plan));
    Set<Long> ids = new HashSet<>();
    var order = new ArrayList<SortOrder>();
    var keys = new ArrayList<>(left.order);
    keys.addAll(right.order);
    // An outer join's columns may be null where they were not before.
    for (SortOrder key : keys) {
      long id = ((ColumnReference) key.expression()).id();
      joined.output().stream()
          .filter(column -> column.id() == id && ids.add(id))
          .forEach(column -> order.add(key.withExpression(column)));
    }
    return new OrderedRows(joined, order);
  }

  private static OrderedRows unordered(LogicalPlan plan) {
    return new OrderedRows(plan, List.of());
  }

  private static OrderedRows expand(LogicalPlan.Expand expand, RuleContext context) {
    OrderedRows child = of(expand.child(), context);
    var output = new ArrayList<>(expand.output());
    var order = new ArrayList<SortOrder>();
    for (SortOrder key : child.order) {
      var column = (ColumnReference) key.expression();
      var passed =
          new ColumnReference(
              context.ids().next(), column.name(), column.type(), column.nullable());
      output.add(passed);
      order.add(key.withExpression(passed));
    }
    var projections = new ArrayList<List<Expression>>();
    for (List<Expression> projection : expand.projections()) {
      var longer = new ArrayList<>(projection);
      longer.addAll(child.columns());
      projections.add(longer);
    }
    return new OrderedRows(new LogicalPlan.Expand(child.plan, output, projections), order);
  }

  private static OrderedRows generate(LogicalPlan.Generate generate, RuleContext context) {
    OrderedRows child = of(generate.child(), context);
    var order = new ArrayList<>(child.order);
    order.add(ascending(generate.position()));
    return new OrderedRows(generate.withChild(child.plan), order);
  }

  /** The number of the input, then each input's order, null in rows of other inputs. */
  private static OrderedRows union(LogicalPlan.Union union, RuleContext context) {
    List<OrderedRows> inputs = union.children().stream().map(child -> of(child, context)).toList();
    var output = new ArrayList<>(union.output());
    var input = new ColumnReference(context.ids().next(), "input", DataType.INTEGER, false);
    output.add(input);
    var order = new ArrayList<SortOrder>();
    order.add(ascending(input));
    var owners = new ArrayList<OrderedRows>();
    var sources = new ArrayList<ColumnReference>();
    for (OrderedRows each : inputs) {
      for (SortOrder key : each.order) {
        var source = (ColumnReference) key.expression();
        var column = new ColumnReference(context.ids().next(), source.name(), source.type(), true);
        output.add(column);
        order.add(key.withExpression(column));
        owners.add(each);
        sources.add(source);
      }
    }
    var children = new ArrayList<LogicalPlan>();
    for (int i = 0; i < inputs.size(); i++) {
      var columns = new ArrayList<NamedExpression>();
      inputs.get(i).plan.output().stream()
          .limit(union.output().size())
          .forEach(column -> columns.add(NamedExpression.of(column)));
      columns.add(
          new NamedExpression(context.ids().next(), "input", new Literal(i, DataType.INTEGER)));
      for (int k = 0; k < sources.size(); k++) {
        Expression key =
            owners.get(k) == inputs.get(i)
                ? sources.get(k)
                : new Literal(null, sources.get(k).type());
        columns.add(new NamedExpression(context.ids().next(), sources.get(k).name(), key));
      }
      children.add(new LogicalPlan.Project(inputs.get(i).plan, columns));
    }
    return new OrderedRows(new LogicalPlan.Union(children, output), order);
  }
}
