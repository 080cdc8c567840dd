package io.sampo.plan.function.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import java.util.Map;

/** The errors that values cause. None has a place yet. */
public final class KernelErrors {
  private KernelErrors() {}

  /**
   * A result that its type cannot hold; for example {@code overflow("The sum", "a + b",
   * "try_add")}.
   */
  public static SampoException overflow(String what, String expression, String tryFunction) {
    return new SampoException(
        ErrorCode.ARITHMETIC_OVERFLOW,
        Map.of("message", what, "expression", expression, "try_function", tryFunction));
  }

  public static SampoException divideByZero(String expression) {
    return expression.equals("%") || expression.equals("pmod")
        ? new SampoException(ErrorCode.REMAINDER_BY_ZERO, Map.of())
        : new SampoException(ErrorCode.DIVIDE_BY_ZERO, Map.of("expression", expression));
  }

  /** Text, or a value of another kind, that does not stand for a value of the target type. */
  public static SampoException malformed(Object value, DataType from, DataType to) {
    return new SampoException(
        ErrorCode.CAST_INVALID_INPUT,
        Map.of("value", quoted(value), "source_type", from.sql(), "target_type", to.sql()));
  }

  public static SampoException castOverflow(Object value, DataType from, DataType to) {
    return new SampoException(
        ErrorCode.CAST_OVERFLOW,
        Map.of("value", quoted(value), "source_type", from.sql(), "target_type", to.sql()));
  }

  /** A number that has too many digits for a decimal type. */
  public static SampoException outOfRange(Object value, DataType target) {
    return new SampoException(
        ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, Map.of("value", value, "target_type", target.sql()));
  }

  public static SampoException invalidArgument(String parameter, Object value, String details) {
    return new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of("parameter", parameter, "value", quoted(value), "details", details));
  }

  /** Text that does not have the form of a date pattern. */
  public static SampoException unparseable(String text, String pattern) {
    return new SampoException(
        ErrorCode.CANNOT_PARSE_TIMESTAMP, Map.of("text", quoted(text), "pattern", quoted(pattern)));
  }

  /** An index, from 1 or from the end, that the array does not have. */
  public static SampoException arrayIndex(int index, int size) {
    return new SampoException(ErrorCode.INVALID_ARRAY_INDEX, Map.of("index", index, "size", size));
  }

  /** Positions count from 1. */
  public static SampoException indexOfZero() {
    return new SampoException(ErrorCode.INVALID_INDEX_OF_ZERO, Map.of());
  }

  private static String quoted(Object value) {
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }
}
