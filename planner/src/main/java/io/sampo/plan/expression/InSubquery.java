package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.List;

/**
 * {@code (values) IN (plan)}, with SQL's three-valued answer. The plan yields as many columns as
 * there are values, of the same types.
 */
public record InSubquery(List<Expression> values, Subplan plan, Origin origin)
    implements Expression {
  public InSubquery {
    values = List.copyOf(values);
  }

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
    return values;
  }

  @Override
  public Expression withChildren(List<Expression> children) {
    return new InSubquery(children, plan, origin);
  }

  @Override
  public String toString() {
    return ExpressionText.of(this);
  }
}
