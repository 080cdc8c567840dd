package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.plan.function.BoundFunction;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;

/** A window or aggregate function over a window. */
public record WindowCall(
    BoundFunction function,
    List<Expression> arguments,
    boolean ignoreNulls,
    List<Expression> partitionBy,
    List<SortOrder> orderBy,
    WindowFrame frame,
    boolean nullable,
    Origin origin)
    implements Expression {
  public WindowCall {
    arguments = List.copyOf(arguments);
    partitionBy = List.copyOf(partitionBy);
    orderBy = List.copyOf(orderBy);
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
    children.addAll(partitionBy);
    orderBy.forEach(order -> children.add(order.expression()));
    return children;
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    int keys = arguments.size() + partitionBy.size();
    var newOrder = new ArrayList<SortOrder>();
    for (int i = 0; i < orderBy.size(); i++) {
      newOrder.add(orderBy.get(i).withExpression(children.get(keys + i)));
    }
    return new WindowCall(
        function,
        children.subList(0, arguments.size()),
        ignoreNulls,
        children.subList(arguments.size(), keys),
        newOrder,
        frame,
        nullable,
        origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
