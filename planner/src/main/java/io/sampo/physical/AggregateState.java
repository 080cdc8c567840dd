package io.sampo.physical;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.BoundFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One primitive accumulator of a group. An aggregate function is computed from one or several of
 * them by an expression over their columns.
 *
 * @param columns the accumulator as columns of the grouped rows, as many as the kind needs
 * @param kind how values enter it
 * @param arguments what enters it, none for a count of rows
 * @param function the aggregate function that a HEAP accumulator serves, else empty
 * @param ordering how the last arguments, one for each, order the values that a HEAP accumulator
 *     keeps, or the rows of which FIRST takes the first; empty when their order does not matter
 * @param filter only rows for which this is true enter it
 */
public record AggregateState(
    List<ColumnReference> columns,
    Kind kind,
    List<Expression> arguments,
    Optional<BoundFunction> function,
    List<SortOrder> ordering,
    Optional<Expression> filter) {
  public AggregateState {
    columns = List.copyOf(columns);
    arguments = List.copyOf(arguments);
    ordering = List.copyOf(ordering);
  }

  /** The arguments that are values, not sort keys. */
  public List<Expression> values() {
    return arguments.subList(0, arguments.size() - ordering.size());
  }

  /** Of FIRST: the columns that keep the sort keys. */
  public List<ColumnReference> keyColumns() {
    return columns.subList(1, 1 + ordering.size());
  }

  /** Of FIRST: the ordering in terms of the columns. */
  public List<SortOrder> columnOrder() {
    var order = new ArrayList<SortOrder>();
    for (int i = 0; i < ordering.size(); i++) {
      order.add(ordering.get(i).withExpression(keyColumns().get(i)));
    }
    return order;
  }

  /** How values enter an accumulator and how two accumulators are joined. */
  public enum Kind {
    /** Rows whose arguments are all not null; one column, BIGINT. */
    COUNT,
    /**
     * The sum of integers or decimals; one column of the sum's type, null until a value enters. An
     * overflow is an error.
     */
    SUM,
    /**
     * The sum of doubles, kept as an unevaluated pair so that it does not depend on the order of
     * addition: two columns, high part (null until a value enters) and low part. The arguments are
     * a value, or the two parts of a sum that was made before.
     */
    SUM_DOUBLE,
    /** The sum of products of two doubles, as a pair likewise. */
    SUM_PRODUCT,
    /** The smallest value; one column, null until a value enters. */
    MIN,
    /** The largest value; one column, null until a value enters. */
    MAX,
    /**
     * Values of the first row in the order of {@code ordering}, nulls included. Columns: whether a
     * row entered (BOOLEAN, null until then), the sort keys, the values. The arguments are the
     * values, then the sort keys.
     */
    FIRST,
    /**
     * An accumulator on the heap for functions that keep many values; two columns: a handle
     * (BIGINT), and the result once grouping is done.
     */
    HEAP
  }
}
