package io.sampo.optimizer.unnesting;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.NullPolicy;
import java.util.EnumSet;
import java.util.Set;

/** Which constant expressions are null, told without computing them. */
final class NullValues {
  private static final Set<NullPolicy> STRICT =
      EnumSet.of(NullPolicy.STRICT, NullPolicy.STRICT_NULLABLE);

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
        && STRICT.contains(call.function().definition().nullPolicy())
        && call.arguments().stream().anyMatch(NullValues::isNull);
  }
}
