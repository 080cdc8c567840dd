package io.sampo.plan.expression;

import io.sampo.types.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant; the value's class follows the type as {@link io.sampo.spec.Expression.Literal} lists.
 */
public record Literal(@Nullable Object value, DataType type) implements Expression {
  public static final Literal TRUE = new Literal(true, DataType.BOOLEAN);
  public static final Literal FALSE = new Literal(false, DataType.BOOLEAN);

  @Override
  public boolean nullable() {
    return value == null;
  }

  @Override
  public List<Expression> children() {
    return List.of();
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return this;
  }

  @Override
  public String toString() {
    return value instanceof String text
        ? "'" + text.replace("'", "''") + "'"
        : String.valueOf(value);
  }
}
