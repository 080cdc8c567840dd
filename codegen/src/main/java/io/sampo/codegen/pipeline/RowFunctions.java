package io.sampo.codegen.pipeline;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import java.util.List;

/** Makes row functions: the runtime hands the interpreter to the compiler by this. */
@FunctionalInterface
public interface RowFunctions {
  /**
   * @param expression over the given columns only
   * @param columns their places in the row
   */
  RowFunction compile(Expression expression, List<ColumnReference> columns);
}
