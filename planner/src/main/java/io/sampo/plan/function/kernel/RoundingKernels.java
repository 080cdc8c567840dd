package io.sampo.plan.function.kernel;

import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding to a number of digits behind the point, or before it when negative. */
public final class RoundingKernels {
  private RoundingKernels() {}

  public static byte round(byte value, int digits) {
    return (byte)
        whole(value, digits, RoundingMode.HALF_UP, Byte.MIN_VALUE, Byte.MAX_VALUE, DataType.BYTE);
  }

  public static short round(short value, int digits) {
    return (short)
        whole(
            value, digits, RoundingMode.HALF_UP, Short.MIN_VALUE, Short.MAX_VALUE, DataType.SHORT);
  }

  public static int round(int value, int digits) {
    return (int)
        whole(
            value,
            digits,
            RoundingMode.HALF_UP,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            DataType.INTEGER);
  }

  public static long round(long value, int digits) {
    return whole(
        value, digits, RoundingMode.HALF_UP, Long.MIN_VALUE, Long.MAX_VALUE, DataType.LONG);
  }

  public static float round(float value, int digits) {
    return (float) floating(value, Float.toString(value), digits, RoundingMode.HALF_UP);
  }

  public static double round(double value, int digits) {
    return floating(value, Double.toString(value), digits, RoundingMode.HALF_UP);
  }

  public static BigDecimal round(BigDecimal value, int digits) {
    return decimal(value, digits, RoundingMode.HALF_UP);
  }

  public static byte bround(byte value, int digits) {
    return (byte)
        whole(value, digits, RoundingMode.HALF_EVEN, Byte.MIN_VALUE, Byte.MAX_VALUE, DataType.BYTE);
  }

  public static short bround(short value, int digits) {
    return (short)
        whole(
            value,
            digits,
            RoundingMode.HALF_EVEN,
            Short.MIN_VALUE,
            Short.MAX_VALUE,
            DataType.SHORT);
  }

  public static int bround(int value, int digits) {
    return (int)
        whole(
            value,
            digits,
            RoundingMode.HALF_EVEN,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            DataType.INTEGER);
  }

  public static long bround(long value, int digits) {
    return whole(
        value, digits, RoundingMode.HALF_EVEN, Long.MIN_VALUE, Long.MAX_VALUE, DataType.LONG);
  }

  public static float bround(float value, int digits) {
    return (float) floating(value, Float.toString(value), digits, RoundingMode.HALF_EVEN);
  }

  public static double bround(double value, int digits) {
    return floating(value, Double.toString(value), digits, RoundingMode.HALF_EVEN);
  }

  public static BigDecimal bround(BigDecimal value, int digits) {
    return decimal(value, digits, RoundingMode.HALF_EVEN);
  }

  public static BigDecimal ceil(BigDecimal value, int digits) {
    return decimal(value, digits, RoundingMode.CEILING);
  }

  public static BigDecimal floor(BigDecimal value, int digits) {
    return decimal(value, digits, RoundingMode.FLOOR);
  }

  public static long ceil(long value) {
    return value;
  }

  public static long floor(long value) {
    return value;
  }

  public static long ceil(double value) {
    return toLong(Math.ceil(value));
  }

  public static long floor(double value) {
    return toLong(Math.floor(value));
  }

  private static long toLong(double value) {
    if (!(value >= -0x1p63 && value < 0x1p63)) {
      throw KernelErrors.castOverflow(value, DataType.DOUBLE, DataType.LONG);
    }
    return (long) value;
  }

  private static long whole(
      long value, int digits, RoundingMode mode, long min, long max, DataType type) {
    if (digits >= 0) {
      return value;
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits, mode);
    boolean fits =
        rounded.compareTo(BigDecimal.valueOf(min)) >= 0
            && rounded.compareTo(BigDecimal.valueOf(max)) <= 0;
    if (!fits) {
      throw KernelErrors.overflow(
          "The rounded number",
          "round(" + value + ", " + digits + ") as " + type.sql(),
          "try_cast");
    }
    return rounded.longValue();
  }

  /**
   * Rounds the number as it is written, so that 2.675 becomes 2.68 although it is a little less in
   * binary.
   */
  private static double floating(double value, String text, int digits, RoundingMode mode) {
    if (!Double.isFinite(value)) {
      return value;
    }
    return new BigDecimal(text).setScale(digits, mode).doubleValue();
  }

  private static BigDecimal decimal(BigDecimal value, int digits, RoundingMode mode) {
    if (digits >= value.scale()) {
      return value;
    }
    BigDecimal rounded = value.setScale(digits, mode);
    return digits < 0 ? rounded.setScale(0) : rounded;
  }
}
