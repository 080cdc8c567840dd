package io.sampo.plan.expression;

import io.sampo.types.DataType;
import java.util.List;

/**
 * A column of an input, by its id. The name is for people; equality is by id, type and nullability
 * too.
 */
public record ColumnReference(long id, String name, DataType type, boolean nullable)
    implements Expression {
  @Override
  public List<Expression> children() {
    return List.of();
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return this;
  }

  /** The same column, marked as possibly null or not. */
  public ColumnReference withNullable(boolean nowNullable) {
    return nowNullable == nullable ? this : new ColumnReference(id, name, type, nowNullable);
  }

  @Override
  public String toString() {
    return name + "#" + id;
  }
}
