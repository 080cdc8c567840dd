package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.List;

/**
 * A conversion. {@code lenient} (try_cast) yields null where a value does not fit; otherwise that
 * is an error.
 */
public record Cast(Expression child, DataType type, boolean lenient, Origin origin)
    implements Expression {
  @Override
  public boolean nullable() {
    return lenient || child.nullable();
  }

  @Override
  public List<Expression> children() {
    return List.of(child);
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return new Cast(children.getFirst(), type, lenient, origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
