package io.sampo.analyzer;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;

/** Whether computing an expression twice gives the same value. */
final class Determinism {
  private Determinism() {}

  static boolean isDeterministic(Expression expression) {
    return !expression.anyMatch(
        part -> part instanceof Call call && !call.function().definition().deterministic());
  }
}
