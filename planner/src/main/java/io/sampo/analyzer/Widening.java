package io.sampo.analyzer;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import java.util.List;

/**
 * Lets a clause use what its input's projection has left out: ORDER BY a column that is not
 * selected.
 */
@FunctionalInterface
interface Widening {
  /**
   * @param expressions over the columns below the projection; names of selected columns go first
   * @return the same rows with further columns
   * @throws io.sampo.error.SampoException UNRESOLVED_COLUMN, when the columns are not there either
   */
  Widened widen(List<io.sampo.spec.Expression> expressions);

  /**
   * @param plan yields the columns it yielded before and more
   * @param values one for each of the wanted expressions, over the plan's columns
   */
  record Widened(LogicalPlan plan, List<Expression> values) {}
}
