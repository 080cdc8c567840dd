package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.List;

/** {@code value operator ANY (plan)} or {@code ALL}; operator is one of {@code = <> < <= > >=}. */
public record QuantifiedSubquery(
    Expression value, String operator, boolean all, Subplan plan, Origin origin)
    implements Expression {
  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public List<Expression> children() {
    return List.of(value);
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return new QuantifiedSubquery(children.getFirst(), operator, all, plan, origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
