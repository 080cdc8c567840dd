package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.List;

/** Whether a plan yields any row. Columns of outer plans may occur inside. */
public record ExistsSubquery(Subplan plan, Origin origin) implements Expression {
  @Override
  public DataType type() {
    return DataType.BOOLEAN;
  }

  @Override
  public boolean nullable() {
    return false;
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
    return "EXISTS(subquery)";
  }
}
