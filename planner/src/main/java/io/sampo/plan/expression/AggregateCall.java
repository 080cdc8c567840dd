package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.plan.function.BoundFunction;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An aggregate over the rows of a group for which {@code filter} is true.
 *
 * @param function an aggregate function
 * @param arguments may be empty only for functions that take none; {@code count(*)} has the literal
 *     1
 * @param ordering order of the rows for aggregates that depend on it (WITHIN GROUP); mostly empty
 */
public record AggregateCall(
    BoundFunction function,
    List<Expression> arguments,
    boolean distinct,
    Optional<Expression> filter,
    boolean ignoreNulls,
    List<SortOrder> ordering,
    boolean nullable,
    Origin origin)
    implements Expression {
  public AggregateCall {
    arguments = List.copyOf(arguments);
    ordering = List.copyOf(ordering);
  }

  /** The same call, marked as possibly null or not. */
  public AggregateCall withNullable(boolean nowNullable) {
    return new AggregateCall(
        function, arguments, distinct, filter, ignoreNulls, ordering, nowNullable, origin);
  }

  public String name() {
    return function.name();
  }

  @Override
  public DataType type() {
    return function.resultType();
  }

  @Override
  public List<Expression> children() {
    var children = new ArrayList<>(arguments);
    filter.ifPresent(children::add);
    ordering.forEach(order -> children.add(order.expression()));
    return children;
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    int at = arguments.size();
    Optional<Expression> newFilter = filter.isPresent() ? Optional.of(children.get(at++)) : filter;
    var newOrdering = new ArrayList<SortOrder>();
    for (SortOrder order : ordering) {
      newOrdering.add(order.withExpression(children.get(at++)));
    }
    return new AggregateCall(
        function,
        children.subList(0, arguments.size()),
        distinct,
        newFilter,
        ignoreNulls,
        newOrdering,
        nullable,
        origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
