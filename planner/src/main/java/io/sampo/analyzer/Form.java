package io.sampo.analyzer;

import io.sampo.plan.expression.Expression;
import io.sampo.spec.Expression.Call;
import org.jspecify.annotations.Nullable;

/**
 * Resolves calls of one name that stand for other expressions, or whose type depends on more than
 * the types of their arguments.
 */
@FunctionalInterface
interface Form {
  /** What the call stands for; null when it is an ordinary call after all. */
  @Nullable Expression resolve(ExpressionResolver resolver, Call call);
}
