package io.sampo.plan.logical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.Subplan;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.table.SourceTable;
import io.sampo.plan.tree.TreeNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A node of the logical plan. Immutable, compared by value. */
public sealed interface LogicalPlan extends TreeNode<LogicalPlan>, Subplan {
  /** The columns of the rows it yields. */
  @Override
  List<ColumnReference> output();

  /** The node's own expressions, inputs left out. */
  List<Expression> expressions();

  /** The same node with each own expression rewritten; the same instance when none changes. */
  LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite);

  /** A node without inputs. */
  sealed interface Leaf extends LogicalPlan {
    @Override
    default List<LogicalPlan> children() {
      return List.of();
    }

    @Override
    default LogicalPlan withChildren(List<LogicalPlan> children) {
      return this;
    }
  }

  /**
   * Reads a stored table.
   *
   * @param output the columns read, a subset of the table's, each by the name the table knows it by
   * @param predicates conditions that hold for every row that is yielded; the scan uses them for
   *     skipping and evaluates them
   */
  record Scan(SourceTable table, List<ColumnReference> output, List<Expression> predicates)
      implements Leaf {
    public Scan {
      output = List.copyOf(output);
      predicates = List.copyOf(predicates);
    }

    @Override
    public List<Expression> expressions() {
      return predicates;
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      List<Expression> changed = PlanRewriting.map(predicates, rewrite);
      return changed == predicates ? this : new Scan(table, output, changed);
    }
  }

  /** Rows in memory; values as spec literals have them, one array a row. */
  record LocalRows(List<ColumnReference> output, List<@Nullable Object[]> rows) implements Leaf {
    public LocalRows {
      output = List.copyOf(output);
    }

    /** One row without columns. */
    public static LocalRows oneRow() {
      return new LocalRows(List.of(), List.<@Nullable Object[]>of(new Object[0]));
    }

    @Override
    public List<Expression> expressions() {
      return List.of();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      return this;
    }
  }

  /** The longs from start by step before end. */
  record RangeRows(ColumnReference column, long start, long end, long step) implements Leaf {
    @Override
    public List<ColumnReference> output() {
      return List.of(column);
    }

    @Override
    public List<Expression> expressions() {
      return List.of();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      return this;
    }
  }

  /** A node with one input. */
  sealed interface Unary extends LogicalPlan {
    LogicalPlan child();

    LogicalPlan withChild(LogicalPlan child);

    @Override
    default List<LogicalPlan> children() {
      return List.of(child());
    }

    @Override
    default LogicalPlan withChildren(List<LogicalPlan> children) {
      return withChild(children.getFirst());
    }
  }

  /** One row of expressions for each row. */
  record Project(LogicalPlan child, List<NamedExpression> columns) implements Unary {
    public Project {
      columns = List.copyOf(columns);
    }

    @Override
    public List<ColumnReference> output() {
      return columns.stream().map(NamedExpression::toReference).toList();
    }

    @Override
    public List<Expression> expressions() {
      return columns.stream().map(NamedExpression::expression).toList();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      List<NamedExpression> changed = PlanRewriting.mapNamed(columns, rewrite);
      return changed == columns ? this : new Project(child, changed);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Project(other, columns);
    }
  }

  /** The rows for which the condition is true. */
  record Filter(LogicalPlan child, Expression condition) implements Unary {
    @Override
    public List<ColumnReference> output() {
      return child.output();
    }

    @Override
    public List<Expression> expressions() {
      return List.of(condition);
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      Expression changed = rewrite.apply(condition);
      return changed == condition ? this : new Filter(child, changed);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Filter(other, condition);
    }
  }

  /**
   * Pairs of rows.
   *
   * @param condition what a pair must fulfil; {@link Literal#TRUE} for a cross join
   * @param dependent whether the right side refers to columns of the left (before unnesting only)
   * @param mark the column that LEFT_MARK adds, empty for other kinds
   */
  record Join(
      LogicalPlan left,
      LogicalPlan right,
      JoinKind kind,
      Expression condition,
      boolean dependent,
      Optional<ColumnReference> mark)
      implements LogicalPlan {
    public static Join of(
        LogicalPlan left, LogicalPlan right, JoinKind kind, Expression condition) {
      return new Join(left, right, kind, condition, false, Optional.empty());
    }

    @Override
    public List<ColumnReference> output() {
      var columns = new ArrayList<ColumnReference>();
      boolean leftNull = kind == JoinKind.RIGHT_OUTER || kind == JoinKind.FULL_OUTER;
      boolean rightNull =
          kind == JoinKind.LEFT_OUTER
              || kind == JoinKind.FULL_OUTER
              || kind == JoinKind.LEFT_SINGLE;
      if (kind.yieldsLeft()) {
        left.output().forEach(c -> columns.add(leftNull ? c.withNullable(true) : c));
      }
      if (kind.yieldsRight()) {
        right.output().forEach(c -> columns.add(rightNull ? c.withNullable(true) : c));
      }
      mark.ifPresent(columns::add);
      return Collections.unmodifiableList(columns);
    }

    @Override
    public List<LogicalPlan> children() {
      return List.of(left, right);
    }

    @Override
    public LogicalPlan withChildren(List<LogicalPlan> children) {
      return new Join(children.get(0), children.get(1), kind, condition, dependent, mark);
    }

    @Override
    public List<Expression> expressions() {
      return List.of(condition);
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      Expression changed = rewrite.apply(condition);
      return changed == condition ? this : new Join(left, right, kind, changed, dependent, mark);
    }
  }

  /**
   * Groups by keys; without keys one row, even of no input. Distinct is an aggregate without
   * aggregates.
   *
   * @param keys the grouping columns
   * @param aggregates each an {@link io.sampo.plan.expression.AggregateCall}, nothing around it
   */
  record Aggregate(LogicalPlan child, List<NamedExpression> keys, List<NamedExpression> aggregates)
      implements Unary {
    public Aggregate {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }

    @Override
    public List<ColumnReference> output() {
      var columns = new ArrayList<ColumnReference>();
      keys.forEach(key -> columns.add(key.toReference()));
      aggregates.forEach(aggregate -> columns.add(aggregate.toReference()));
      return Collections.unmodifiableList(columns);
    }

    @Override
    public List<Expression> expressions() {
      var all = new ArrayList<Expression>();
      keys.forEach(key -> all.add(key.expression()));
      aggregates.forEach(aggregate -> all.add(aggregate.expression()));
      return all;
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      List<NamedExpression> newKeys = PlanRewriting.mapNamed(keys, rewrite);
      List<NamedExpression> newAggregates = PlanRewriting.mapNamed(aggregates, rewrite);
      return newKeys == keys && newAggregates == aggregates
          ? this
          : new Aggregate(child, newKeys, newAggregates);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Aggregate(other, keys, aggregates);
    }
  }

  /**
   * For each row one row a projection: grouping sets. All projections yield the types of {@code
   * output}.
   */
  record Expand(LogicalPlan child, List<ColumnReference> output, List<List<Expression>> projections)
      implements Unary {
    public Expand {
      output = List.copyOf(output);
      projections = projections.stream().map(List::copyOf).toList();
    }

    @Override
    public List<Expression> expressions() {
      return projections.stream().flatMap(List::stream).toList();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      boolean same = true;
      var changed = new ArrayList<List<Expression>>();
      for (List<Expression> projection : projections) {
        List<Expression> mapped = PlanRewriting.map(projection, rewrite);
        same &= mapped == projection;
        changed.add(mapped);
      }
      return same ? this : new Expand(child, output, changed);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Expand(other, output, projections);
    }
  }

  /**
   * For each row one row for each element of an array, in order: the child's columns, the element's
   * place counted from 0, and the element. A row whose array is null or empty is left out or, with
   * {@code outer}, kept once with nulls.
   *
   * @param elements an array
   */
  record Generate(
      LogicalPlan child,
      Expression elements,
      boolean outer,
      ColumnReference position,
      ColumnReference element)
      implements Unary {
    @Override
    public List<ColumnReference> output() {
      var columns = new ArrayList<>(child.output());
      columns.add(position);
      columns.add(element);
      return Collections.unmodifiableList(columns);
    }

    @Override
    public List<Expression> expressions() {
      return List.of(elements);
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      Expression changed = rewrite.apply(elements);
      return changed == elements ? this : new Generate(child, changed, outer, position, element);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Generate(other, elements, outer, position, element);
    }
  }

  /**
   * The child's columns and window functions, each a {@link io.sampo.plan.expression.WindowCall}
   * with the same partitioning and ordering.
   *
   * @param limit how many rows of each partition are yielded, over the same partitioning and
   *     ordering; with a limit there may be no functions
   */
  record Window(LogicalPlan child, List<NamedExpression> functions, Optional<RankLimit> limit)
      implements Unary {
    public Window {
      functions = List.copyOf(functions);
    }

    /** A window that yields all rows. */
    public Window(LogicalPlan child, List<NamedExpression> functions) {
      this(child, functions, Optional.empty());
    }

    /** A call whose partitioning and ordering are those of the whole node. */
    public WindowCall specification() {
      return limit
          .map(RankLimit::rank)
          .orElseGet(() -> (WindowCall) functions.getFirst().expression());
    }

    @Override
    public List<ColumnReference> output() {
      var columns = new ArrayList<>(child.output());
      functions.forEach(function -> columns.add(function.toReference()));
      return Collections.unmodifiableList(columns);
    }

    @Override
    public List<Expression> expressions() {
      var all = new ArrayList<Expression>();
      functions.forEach(function -> all.add(function.expression()));
      limit.ifPresent(most -> all.add(most.rank()));
      return all;
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      List<NamedExpression> changed = PlanRewriting.mapNamed(functions, rewrite);
      Optional<RankLimit> changedLimit = limit.map(most -> most.map(rewrite));
      boolean same = limit.isEmpty() || changedLimit.orElseThrow() == limit.get();
      return changed == functions && same ? this : new Window(child, changed, changedLimit);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Window(other, functions, limit);
    }
  }

  /**
   * All rows in order.
   *
   * @param limit how many rows are wanted (skipped ones included), if known: then it is a top-N
   */
  record Sort(LogicalPlan child, List<SortOrder> keys, boolean global, Optional<Long> limit)
      implements Unary {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public List<ColumnReference> output() {
      return child.output();
    }

    @Override
    public List<Expression> expressions() {
      return keys.stream().map(SortOrder::expression).toList();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      boolean same = true;
      var changed = new ArrayList<SortOrder>();
      for (SortOrder key : keys) {
        SortOrder mapped = key.withExpression(rewrite.apply(key.expression()));
        same &= mapped == key;
        changed.add(mapped);
      }
      return same ? this : new Sort(child, changed, global, limit);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Sort(other, keys, global, limit);
    }
  }

  /** At most {@code count} rows behind the first {@code offset}; an absent count means all. */
  record Limit(LogicalPlan child, long offset, Optional<Long> count) implements Unary {
    @Override
    public List<ColumnReference> output() {
      return child.output();
    }

    @Override
    public List<Expression> expressions() {
      return List.of();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      return this;
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Limit(other, offset, count);
    }
  }

  /** The last rows. */
  record Tail(LogicalPlan child, int count) implements Unary {
    @Override
    public List<ColumnReference> output() {
      return child.output();
    }

    @Override
    public List<Expression> expressions() {
      return List.of();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      return this;
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Tail(other, count);
    }
  }

  /** The rows of all inputs, which have the same types; {@code output} has ids of its own. */
  record Union(List<LogicalPlan> children, List<ColumnReference> output) implements LogicalPlan {
    public Union {
      children = List.copyOf(children);
      output = List.copyOf(output);
    }

    @Override
    public LogicalPlan withChildren(List<LogicalPlan> others) {
      return new Union(others, output);
    }

    @Override
    public List<Expression> expressions() {
      return List.of();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      return this;
    }
  }

  /** A random share of the rows, a function of the seed and each row's place only. */
  record Sample(LogicalPlan child, double fraction, boolean withReplacement, long seed)
      implements Unary {
    @Override
    public List<ColumnReference> output() {
      return child.output();
    }

    @Override
    public List<Expression> expressions() {
      return List.of();
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      return this;
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Sample(other, fraction, withReplacement, seed);
    }
  }

  /**
   * A wished partitioning; with no keys rows are dealt round. Without shuffle partitions are only
   * merged.
   */
  record Repartition(
      LogicalPlan child, Optional<Integer> partitions, List<Expression> keys, boolean shuffle)
      implements Unary {
    public Repartition {
      keys = List.copyOf(keys);
    }

    @Override
    public List<ColumnReference> output() {
      return child.output();
    }

    @Override
    public List<Expression> expressions() {
      return keys;
    }

    @Override
    public LogicalPlan mapExpressions(UnaryOperator<Expression> rewrite) {
      List<Expression> changed = PlanRewriting.map(keys, rewrite);
      return changed == keys ? this : new Repartition(child, partitions, changed, shuffle);
    }

    @Override
    public LogicalPlan withChild(LogicalPlan other) {
      return new Repartition(other, partitions, keys, shuffle);
    }
  }
}
