package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.plan.function.BoundFunction;
import io.sampo.types.DataType;
import java.util.List;

/**
 * A scalar function or operator. Its arguments already have the types {@link
 * BoundFunction#argumentTypes} asks for.
 */
public record Call(
    BoundFunction function, List<Expression> arguments, boolean nullable, Origin origin)
    implements Expression {
  public Call {
    arguments = List.copyOf(arguments);
  }

  /** A call whose nullability follows the function's null policy. */
  public static Call of(BoundFunction function, List<Expression> arguments, Origin origin) {
    boolean nullable =
        switch (function.definition().nullPolicy()) {
          case STRICT, NULL_ONLY_ON_NULL -> arguments.stream().anyMatch(Expression::nullable);
          case NULL_ONLY_ON_ALL_NULL -> arguments.stream().allMatch(Expression::nullable);
          case STRICT_NULLABLE, CALLED_ON_NULL -> true;
          case NEVER_NULL -> false;
        };
    return new Call(function, arguments, nullable, origin);
  }

  /** The name of the function. */
  public String name() {
    return function.name();
  }

  @Override
  public DataType type() {
    return function.resultType();
  }

  @Override
  public List<Expression> children() {
    return arguments;
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return of(function, children, origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
