package io.sampo.plan.function.kernel;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Arithmetic beyond the operators. */
public final class MathKernels {
  private static final double LN_2 = Math.log(2);
  private static final int MAX_FACTORIAL = 20;

  private MathKernels() {}

  public static byte abs(byte value) {
    return (byte) ofRange(Math.abs((int) value), Byte.MAX_VALUE);
  }

  public static short abs(short value) {
    return (short) ofRange(Math.abs((int) value), Short.MAX_VALUE);
  }

  public static int abs(int value) {
    return (int) ofRange(Math.abs((long) value), Integer.MAX_VALUE);
  }

  public static long abs(long value) {
    if (value == Long.MIN_VALUE) {
      throw KernelErrors.overflow("The absolute value", "abs(" + value + ")", "try_subtract");
    }
    return Math.abs(value);
  }

  private static long ofRange(long value, long max) {
    if (value > max) {
      throw KernelErrors.overflow("The absolute value", "abs(-" + value + ")", "try_subtract");
    }
    return value;
  }

  public static float abs(float value) {
    return Math.abs(value);
  }

  public static double abs(double value) {
    return Math.abs(value);
  }

  public static BigDecimal abs(BigDecimal value) {
    return value.abs();
  }

  public static double sqrt(double value) {
    return Math.sqrt(value);
  }

  public static double cbrt(double value) {
    return Math.cbrt(value);
  }

  public static double exp(double value) {
    return Math.exp(value);
  }

  public static double expm1(double value) {
    return Math.expm1(value);
  }

  public static @Nullable Double ln(double value) {
    return value <= 0 ? null : Double.valueOf(Math.log(value));
  }

  public static @Nullable Double log(double base, double value) {
    return value <= 0 || base <= 0 ? null : Double.valueOf(Math.log(value) / Math.log(base));
  }

  public static @Nullable Double log10(double value) {
    return value <= 0 ? null : Double.valueOf(Math.log10(value));
  }

  public static @Nullable Double log2(double value) {
    return value <= 0 ? null : Double.valueOf(Math.log(value) / LN_2);
  }

  public static @Nullable Double log1p(double value) {
    return value <= -1 ? null : Double.valueOf(Math.log1p(value));
  }

  public static double power(double base, double exponent) {
    return Math.pow(base, exponent);
  }

  public static double sign(double value) {
    return Math.signum(value);
  }

  public static double hypot(double a, double b) {
    return Math.hypot(a, b);
  }

  public static double rint(double value) {
    return Math.rint(value);
  }

  public static double degrees(double value) {
    return Math.toDegrees(value);
  }

  public static double radians(double value) {
    return Math.toRadians(value);
  }

  public static double sin(double value) {
    return Math.sin(value);
  }

  public static double cos(double value) {
    return Math.cos(value);
  }

  public static double tan(double value) {
    return Math.tan(value);
  }

  public static double cot(double value) {
    return 1 / Math.tan(value);
  }

  public static double sec(double value) {
    return 1 / Math.cos(value);
  }

  public static double csc(double value) {
    return 1 / Math.sin(value);
  }

  public static double asin(double value) {
    return Math.asin(value);
  }

  public static double acos(double value) {
    return Math.acos(value);
  }

  public static double atan(double value) {
    return Math.atan(value);
  }

  public static double atan2(double y, double x) {
    return Math.atan2(y + 0.0, x + 0.0);
  }

  public static double sinh(double value) {
    return Math.sinh(value);
  }

  public static double cosh(double value) {
    return Math.cosh(value);
  }

  public static double tanh(double value) {
    return Math.tanh(value);
  }

  public static double asinh(double value) {
    return Math.copySign(Math.log(Math.abs(value) + Math.sqrt(value * value + 1)), value);
  }

  public static double acosh(double value) {
    return Math.log(value + Math.sqrt(value * value - 1));
  }

  public static double atanh(double value) {
    return 0.5 * (Math.log1p(value) - Math.log1p(-value));
  }

  public static double e() {
    return Math.E;
  }

  public static double pi() {
    return Math.PI;
  }

  /** Null outside of 0 to 20. */
  public static @Nullable Long factorial(int value) {
    if (value < 0 || value > MAX_FACTORIAL) {
      return null;
    }
    long product = 1;
    for (int i = 2; i <= value; i++) {
      product *= i;
    }
    return product;
  }

  /**
   * The number, from 1, of the bucket that the value falls into; 0 below and count + 1 behind the
   * range.
   */
  public static @Nullable Long widthBucket(double value, double low, double high, long buckets) {
    boolean impossible =
        buckets <= 0
            || buckets == Long.MAX_VALUE
            || low == high
            || Double.isNaN(value)
            || !Double.isFinite(low)
            || !Double.isFinite(high);
    if (impossible) {
      return null;
    }
    double lower = Math.min(low, high);
    double upper = Math.max(low, high);
    if (low < high) {
      if (value < lower) {
        return 0L;
      }
      return value >= upper
          ? buckets + 1
          : (long) (buckets * (value - lower) / (upper - lower)) + 1;
    }
    if (value > upper) {
      return 0L;
    }
    return value <= lower ? buckets + 1 : (long) (buckets * (upper - value) / (upper - lower)) + 1;
  }
}
