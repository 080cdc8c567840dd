package io.sampo.plan.interpret;

import io.sampo.error.SampoException;
import io.sampo.plan.function.kernel.KernelErrors;
import io.sampo.plan.function.kernel.TextParsing;
import io.sampo.plan.interpret.CallCompiler.BinaryOperation;
import io.sampo.plan.interpret.CallCompiler.Operation;
import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.ShortType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.BinaryOperator;

/**
 * Arithmetic and bit operators over boxed values. Integers narrower than a long are computed as
 * longs and checked.
 */
final class Arithmetic {
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private Arithmetic() {}

  /** The operator for arguments of these types. */
  static BinaryOperation binary(String operator, DataType left, DataType right, DataType result) {
    if (left instanceof DecimalType || right instanceof DecimalType) {
      return decimal(operator, result);
    }
    if (left instanceof DoubleType) {
      return doubles(operator);
    }
    if (left instanceof FloatType) {
      return floats(operator);
    }
    return integers(operator, result);
  }

  static Operation unary(String operator, DataType type) {
    if (type instanceof DecimalType) {
      return value -> ((BigDecimal) value).negate();
    }
    if (type instanceof DoubleType) {
      return value -> -(Double) value;
    }
    if (type instanceof FloatType) {
      return value -> -(Float) value;
    }
    boolean negate = operator.equals("negative");
    return value -> {
      long number = ((Number) value).longValue();
      return narrow(negate ? exact(0, number, Math::subtractExact, "-") : ~number, type, "-");
    };
  }

  private static BinaryOperation doubles(String operator) {
    return switch (operator) {
      case "+" -> (a, b) -> (Double) a + (Double) b;
      case "-" -> (a, b) -> (Double) a - (Double) b;
      case "*" -> (a, b) -> (Double) a * (Double) b;
      case "/" -> (a, b) -> (Double) a / nonZero((Double) b, operator);
      case "%" -> (a, b) -> (Double) a % nonZero((Double) b, operator);
      case "pmod" -> (a, b) -> positive((Double) a % nonZero((Double) b, operator), (Double) b);
      default -> throw unknown(operator);
    };
  }

  private static BinaryOperation floats(String operator) {
    return switch (operator) {
      case "+" -> (a, b) -> (Float) a + (Float) b;
      case "-" -> (a, b) -> (Float) a - (Float) b;
      case "*" -> (a, b) -> (Float) a * (Float) b;
      case "%" -> (a, b) -> (float) ((Float) a % nonZero((Float) b, operator));
      case "pmod" ->
          (a, b) -> (float) positive((Float) a % nonZero((Float) b, operator), (Float) b);
      default -> throw unknown(operator);
    };
  }

  private static double nonZero(double divisor, String operator) {
    if (divisor == 0) {
      throw KernelErrors.divideByZero(operator);
    }
    return divisor;
  }

  private static BinaryOperation integers(String operator, DataType result) {
    BinaryOperator<Long> operation =
        switch (operator) {
          case "+" -> (a, b) -> exact(a, b, Math::addExact, operator);
          case "-" -> (a, b) -> exact(a, b, Math::subtractExact, operator);
          case "*" -> (a, b) -> exact(a, b, Math::multiplyExact, operator);
          case "%" -> (a, b) -> a % nonZero(b, operator);
          case "pmod" -> (a, b) -> positive(a % nonZero(b, operator), b);
          case "div" -> (a, b) -> exact(a, nonZero(b, operator), Math::divideExact, operator);
          case "&" -> (a, b) -> a & b;
          case "|" -> (a, b) -> a | b;
          case "^" -> (a, b) -> a ^ b;
          default -> throw unknown(operator);
        };
    return (a, b) ->
        narrow(
            operation.apply(((Number) a).longValue(), ((Number) b).longValue()), result, operator);
  }

  private static double positive(double remainder, double divisor) {
    return remainder < 0 ? (remainder + divisor) % divisor : remainder;
  }

  private static long positive(long remainder, long divisor) {
    return remainder < 0 ? (remainder + divisor) % divisor : remainder;
  }

  private static BigDecimal positive(BigDecimal remainder, BigDecimal divisor) {
    return remainder.signum() < 0 ? remainder.add(divisor).remainder(divisor) : remainder;
  }

  private interface ExactOperation {
    long apply(long left, long right);
  }

  private static long exact(long left, long right, ExactOperation operation, String operator) {
    try {
      return operation.apply(left, right);
    } catch (ArithmeticException e) {
      throw overflow(operator);
    }
  }

  private static long nonZero(long divisor, String operator) {
    if (divisor == 0) {
      throw KernelErrors.divideByZero(operator);
    }
    return divisor;
  }

  /** The long as a value of the type, which must hold it. */
  private static Object narrow(long value, DataType type, String operator) {
    if (type instanceof IntegerType || type instanceof YearMonthIntervalType) {
      if (value != (int) value) {
        throw overflow(operator);
      }
      return (int) value;
    }
    if (type instanceof ShortType) {
      if (value != (short) value) {
        throw overflow(operator);
      }
      return (short) value;
    }
    if (type instanceof ByteType) {
      if (value != (byte) value) {
        throw overflow(operator);
      }
      return (byte) value;
    }
    return value;
  }

  private static SampoException overflow(String operator) {
    String tryFunction =
        switch (operator) {
          case "+" -> "try_add";
          case "-" -> "try_subtract";
          case "*" -> "try_multiply";
          default -> "try_divide";
        };
    return KernelErrors.overflow("The result of " + operator, operator, tryFunction);
  }

  private static BinaryOperation decimal(String operator, DataType result) {
    if (operator.equals("div")) {
      return (a, b) -> wholeQuotient((BigDecimal) a, nonZero((BigDecimal) b, operator));
    }
    var type = (DecimalType) result;
    BinaryOperator<BigDecimal> operation =
        switch (operator) {
          case "+" -> BigDecimal::add;
          case "-" -> BigDecimal::subtract;
          case "*" -> BigDecimal::multiply;
          case "/" -> (a, b) -> a.divide(nonZero(b, operator), type.scale(), RoundingMode.HALF_UP);
          case "%" -> (a, b) -> a.remainder(nonZero(b, operator));
          case "pmod" -> (a, b) -> positive(a.remainder(nonZero(b, operator)), b);
          default -> throw unknown(operator);
        };
    return (a, b) -> {
      BigDecimal exact = operation.apply((BigDecimal) a, (BigDecimal) b);
      BigDecimal fitted = TextParsing.fit(exact, type.precision(), type.scale());
      if (fitted == null) {
        throw KernelErrors.outOfRange(exact.toPlainString(), type);
      }
      return fitted;
    };
  }

  private static Object wholeQuotient(BigDecimal left, BigDecimal right) {
    BigDecimal quotient = left.divideToIntegralValue(right);
    if (quotient.compareTo(LONG_MIN) < 0 || quotient.compareTo(LONG_MAX) > 0) {
      throw overflow("div");
    }
    return quotient.longValue();
  }

  private static BigDecimal nonZero(BigDecimal divisor, String operator) {
    if (divisor.signum() == 0) {
      throw KernelErrors.divideByZero(operator);
    }
    return divisor;
  }

  private static SampoException unknown(String operator) {
    return SampoException.internal("no evaluator for the operator " + operator, null);
  }
}
