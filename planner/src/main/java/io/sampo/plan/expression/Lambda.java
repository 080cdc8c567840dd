package io.sampo.plan.expression;

import io.sampo.types.DataType;
import java.util.List;

/** A function passed to a function such as {@code transform}. Its type is its body's. */
public record Lambda(List<LambdaVariable> parameters, Expression body) implements Expression {
  public Lambda {
    parameters = List.copyOf(parameters);
  }

  @Override
  public DataType type() {
    return body.type();
  }

  @Override
  public boolean nullable() {
    return body.nullable();
  }

  @Override
  public List<Expression> children() {
    return List.of(body);
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return new Lambda(parameters, children.getFirst());
  }
}
