package io.sampo.codegen.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Map;

/**
 * Arithmetic that fails instead of wrapping around: ANSI SQL's rule. {@code site} numbers the
 * expression for the error's place.
 */
public final class Exact {
  private Exact() {}

  public static int add(int a, int b, int site) {
    int sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow("integer addition", "try_add", site);
    }
    return sum;
  }

  public static long add(long a, long b, int site) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      throw overflow("long addition", "try_add", site);
    }
    return sum;
  }

  public static int subtract(int a, int b, int site) {
    int difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow("integer subtraction", "try_subtract", site);
    }
    return difference;
  }

  public static long subtract(long a, long b, int site) {
    long difference = a - b;
    if (((a ^ b) & (a ^ difference)) < 0) {
      throw overflow("long subtraction", "try_subtract", site);
    }
    return difference;
  }

  public static int multiply(int a, int b, int site) {
    long product = (long) a * b;
    if (product != (int) product) {
      throw overflow("integer multiplication", "try_multiply", site);
    }
    return (int) product;
  }

  public static long multiply(long a, long b, int site) {
    long product = a * b;
    if (Math.multiplyHigh(a, b) != product >> 63) {
      throw overflow("long multiplication", "try_multiply", site);
    }
    return product;
  }

  public static double divide(double a, double b, int site) {
    if (b == 0) {
      throw divideByZero(site);
    }
    return a / b;
  }

  public static float divide(float a, float b, int site) {
    if (b == 0) {
      throw divideByZero(site);
    }
    return a / b;
  }

  public static long remainder(long a, long b, int site) {
    if (b == 0) {
      throw remainderByZero(site);
    }
    return a % b;
  }

  public static int remainder(int a, int b, int site) {
    if (b == 0) {
      throw remainderByZero(site);
    }
    return a % b;
  }

  private static PlacedFailure overflow(String what, String alternative, int site) {
    return new PlacedFailure(
        site,
        new SampoException(
            ErrorCode.ARITHMETIC_OVERFLOW,
            Map.of("message", what, "expression", "an expression", "try_function", alternative)));
  }

  private static PlacedFailure divideByZero(int site) {
    return new PlacedFailure(
        site, new SampoException(ErrorCode.DIVIDE_BY_ZERO, Map.of("expression", "an expression")));
  }

  private static PlacedFailure remainderByZero(int site) {
    return new PlacedFailure(site, new SampoException(ErrorCode.REMAINDER_BY_ZERO, Map.of()));
  }
}
