package io.sampo.plan.expression;

import java.util.List;

/**
 * A plan inside an expression. The logical plan implements it; expressions need to know no more of
 * it.
 */
public interface Subplan {
  /** The columns it yields. */
  List<ColumnReference> output();
}
