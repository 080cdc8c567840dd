package io.sampo.plan.function.kernel;

import java.math.BigDecimal;

/** Arithmetic beyond the operators. */
public final class MathKernels {
  private MathKernels() {}

  public static byte abs(byte value) {
    if (value == Byte.MIN_VALUE) {
      throw KernelErrors.overflow("The number " + value, "abs", "try_subtract");
    }
    return (byte) Math.abs(value);
  }

  public static short abs(short value) {
    if (value == Short.MIN_VALUE) {
      throw KernelErrors.overflow("The number " + value, "abs", "try_subtract");
    }
    return (short) Math.abs(value);
  }

  public static int abs(int value) {
    if (value == Integer.MIN_VALUE) {
      throw KernelErrors.overflow("The number " + value, "abs", "try_subtract");
    }
    return Math.abs(value);
  }

  public static long abs(long value) {
    if (value == Long.MIN_VALUE) {
      throw KernelErrors.overflow("The number " + value, "abs", "try_subtract");
    }
    return Math.abs(value);
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
}
