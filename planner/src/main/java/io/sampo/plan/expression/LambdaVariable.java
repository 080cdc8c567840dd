package io.sampo.plan.expression;

import io.sampo.types.DataType;
import java.util.List;

/** A parameter of a {@link Lambda}, inside of its body. */
public record LambdaVariable(long id, String name, DataType type, boolean nullable)
    implements Expression {
  @Override
  public List<Expression> children() {
    return List.of();
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return this;
  }
}
