package io.sampo.plan.interpret;

import org.jspecify.annotations.Nullable;

/** Computes one expression. Used by one thread at a time. */
@FunctionalInterface
public interface Evaluator {
  /**
   * @param row the input's values in the forms that {@link io.sampo.spec.Expression.Literal} lists;
   *     not changed
   * @return the value in the same forms, null for NULL
   * @throws io.sampo.error.SampoException when a value has no result, with the place of the call
   *     that failed
   */
  @Nullable Object evaluate(@Nullable Object[] row);
}
