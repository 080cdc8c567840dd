package io.sampo.plan.expression;

import io.sampo.error.Origin;
import io.sampo.types.DataType;
import java.util.List;

/**
 * The one value of a plan of one column: null when it yields no row, an error when it yields
 * several. Columns of outer plans may occur inside.
 */
public record ScalarSubquery(Subplan plan, Origin origin) implements Expression {
  @Override
  public DataType type() {
    return plan.output().getFirst().type();
  }

  @Override
  public boolean nullable() {
    return true;
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
    return "(subquery)";
  }
}
