package io.sampo.plan.interpret;

import io.sampo.plan.function.kernel.OrderKernels;

/** Comparisons of two values of one type. */
final class Comparisons {
  private Comparisons() {}

  static Evaluator compile(String operator, Evaluator left, Evaluator right) {
    if (operator.equals("<=>")) {
      return row -> OrderKernels.same(left.evaluate(row), right.evaluate(row));
    }
    CallCompiler.BinaryOperation operation = operation(operator);
    return row -> {
      Object a = left.evaluate(row);
      if (a == null) {
        return null;
      }
      Object b = right.evaluate(row);
      return b == null ? null : operation.apply(a, b);
    };
  }

  /** The comparison of values that are not null. */
  static CallCompiler.BinaryOperation operation(String operator) {
    return switch (operator) {
      case "=" -> OrderKernels::same;
      case "<>" -> (a, b) -> !OrderKernels.same(a, b);
      case "<" -> (a, b) -> OrderKernels.compare(a, b) < 0;
      case "<=" -> (a, b) -> OrderKernels.compare(a, b) <= 0;
      case ">" -> (a, b) -> OrderKernels.compare(a, b) > 0;
      case ">=" -> (a, b) -> OrderKernels.compare(a, b) >= 0;
      default -> throw new IllegalArgumentException("not a comparison: " + operator);
    };
  }
}
