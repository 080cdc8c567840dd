package io.sampo.plan.expression;

import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code value IN (items)}; all of one type. Null when the value is null, or nothing matches and an
 * item is null.
 */
public record InList(Expression value, List<Expression> items) implements Expression {
  public InList {
    items = List.copyOf(items);
  }

  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean nullable() {
    return value.nullable() || items.stream().anyMatch(Expression::nullable);
  }

  @Override
  public List<Expression> children() {
    var children = new ArrayList<Expression>();
    children.add(value);
    children.addAll(items);
    return children;
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return new InList(children.getFirst(), children.subList(1, children.size()));
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
