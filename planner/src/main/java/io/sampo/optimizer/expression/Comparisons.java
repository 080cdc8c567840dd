package io.sampo.optimizer.expression;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import java.util.Map;
import java.util.Optional;

/** What is known of comparison operators by name. */
public final class Comparisons {
  private static final Map<String, String> NEGATED =
      Map.of("=", "<>", "<>", "=", "<", ">=", ">=", "<", ">", "<=", "<=", ">");
  private static final Map<String, String> SWAPPED =
      Map.of("=", "=", "<>", "<>", "<", ">", ">", "<", "<=", ">=", ">=", "<=", "<=>", "<=>");

  private Comparisons() {}

  /** The operator that is true exactly where this one is false (and null where it is null). */
  public static Optional<String> negated(String operator) {
    return Optional.ofNullable(NEGATED.get(operator));
  }

  /** The operator with the same answer for exchanged operands. */
  public static Optional<String> swapped(String operator) {
    return Optional.ofNullable(SWAPPED.get(operator));
  }

  /** Whether the expression is a two-sided comparison, the null-safe one included. */
  public static boolean isComparison(Expression expression) {
    return expression instanceof Call call
        && SWAPPED.containsKey(call.name())
        && call.arguments().size() == 2;
  }

  /** Whether the expression is {@code a = b}. */
  public static boolean isEquality(Expression expression) {
    return expression instanceof Call call
        && call.name().equals("=")
        && call.arguments().size() == 2;
  }

  /** Whether the expression is {@code a = b} or {@code a <=> b}. */
  public static boolean isAnyEquality(Expression expression) {
    return isEquality(expression)
        || (expression instanceof Call call
            && call.name().equals("<=>")
            && call.arguments().size() == 2);
  }

  public static Expression left(Expression comparison) {
    return comparison.children().get(0);
  }

  public static Expression right(Expression comparison) {
    return comparison.children().get(1);
  }
}
