package io.sampo.optimizer.unnesting;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.NullPolicy;

/** Which constant expressions are null, told without computing them. */
final class NullValues {
  private NullValues() {}

  /** Whether the expression is null for certain: a null, or a strict function of one. */
  static boolean isNull(Expression expression) {
    if (expression instanceof Literal literal) {
      return literal.value() == null;
    }
    if (expression instanceof Cast cast) {
      return isNull(cast.child());
    }
    return expression instanceof Call call
        && strict(call.function().definition().nullPolicy())
        && call.arguments().stream().anyMatch(NullValues::isNull);
  }

  private static boolean strict(NullPolicy policy) {
    return switch (policy) {
      case STRICT, STRICT_NULLABLE -> true;
      case CALLED_ON_NULL, NEVER_NULL -> false;
    };
  }
}
