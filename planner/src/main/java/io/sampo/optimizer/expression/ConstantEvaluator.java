package io.sampo.optimizer.expression;

import io.sampo.plan.expression.Expression;
import org.jspecify.annotations.Nullable;

/** Computes expressions without columns. */
@FunctionalInterface
public interface ConstantEvaluator {
  /**
   * @return the value, in the form of a literal of the expression's type
   * @throws io.sampo.error.SampoException what the expression itself fails with, or that it cannot
   *     be computed ahead
   */
  @Nullable Object evaluate(Expression expression);
}
