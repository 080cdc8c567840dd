package io.sampo.codegen.kernel;

import io.sampo.codegen.vector.Hash;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;

/**
 * 128-bit integers as two longs, low half and high half. Methods that yield one write it to {@code
 * out}, 16 bytes, since a method has one result only.
 */
public final class Wide {
  private static final BigInteger[] LIMITS = new BigInteger[39];

  static {
    for (int i = 0; i < LIMITS.length; i++) {
      LIMITS[i] = BigInteger.TEN.pow(i);
    }
  }

  private Wide() {}

  public static long hash(long low, long high) {
    return high == low >> 63 ? Hash.mix(low) : Hash.combine(Hash.mix(low), high);
  }

  public static long hashOn(long hash, long low, long high) {
    return high == low >> 63
        ? Hash.combine(hash, low)
        : Hash.combine(Hash.combine(hash, low), high);
  }

  private static void put(long out, long low, long high) {
    Memory.putLong(out, low);
    Memory.putLong(out + 8, high);
  }

  /** Adds a value in place to the sum at {@code sum}. */
  public static void addTo(long sum, long low, long high) {
    long oldLow = Memory.getLong(sum);
    long newLow = oldLow + low;
    long carry = Long.compareUnsigned(newLow, oldLow) < 0 ? 1 : 0;
    Memory.putLong(sum, newLow);
    Memory.putLong(sum + 8, Memory.getLong(sum + 8) + high + carry);
  }

  /** Adds a 64-bit value in place to the sum at {@code sum}. */
  public static void addTo(long sum, long value) {
    addTo(sum, value, value >> 63);
  }

  /** Writes the product of two 64-bit values. */
  public static void product(long a, long b, long out) {
    put(out, a * b, Math.multiplyHigh(a, b));
  }

  /** Writes {@code value * factor}, which the caller knows to fit. */
  public static void scaleUp(long low, long high, long factor, long out) {
    long lowProduct = low * factor;
    long highProduct = Math.unsignedMultiplyHigh(low, factor) + high * factor;
    put(out, lowProduct, highProduct);
  }

  /** A value as a Java number. */
  public static BigInteger toBigInteger(long low, long high) {
    if (high == low >> 63) {
      return BigInteger.valueOf(low);
    }
    return BigInteger.valueOf(high).shiftLeft(64).add(BigInteger.valueOf(low).and(LOW_MASK));
  }

  private static final BigInteger LOW_MASK = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** A decimal as a Java number. */
  public static BigDecimal toDecimal(long low, long high, int scale) {
    return new BigDecimal(toBigInteger(low, high), scale);
  }

  /** Writes the unscaled value of a decimal, rounded half up to the scale. */
  public static void putDecimal(BigDecimal value, int precision, int scale, long out, int site) {
    BigInteger unscaled = value.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    if (unscaled.abs().compareTo(LIMITS[precision]) >= 0) {
      throw new PlacedFailure(
          site,
          new SampoException(
              ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
              Map.of(
                  "value",
                  value.toPlainString(),
                  "target_type",
                  "DECIMAL(" + precision + "," + scale + ")")));
    }
    put(out, unscaled.longValue(), unscaled.shiftRight(64).longValue());
  }

  /** Decimal arithmetic on any operands; {@code operation} is one of {@code + - * / %}. */
  public static void compute(
      long lowA, long highA, long lowB, long highB, DecimalOperation form, long out) {
    char operation = form.operation();
    int site = form.site();
    BigDecimal a = toDecimal(lowA, highA, form.scaleA());
    BigDecimal b = toDecimal(lowB, highB, form.scaleB());
    if ((operation == '/' || operation == '%') && b.signum() == 0) {
      throw new PlacedFailure(
          site,
          operation == '%'
              ? new SampoException(ErrorCode.REMAINDER_BY_ZERO, Map.of())
              : new SampoException(
                  ErrorCode.DIVIDE_BY_ZERO, Map.of("expression", "an expression")));
    }
    BigDecimal result =
        switch (operation) {
          case '+' -> a.add(b);
          case '-' -> a.subtract(b);
          case '*' -> a.multiply(b);
          case '/' -> a.divide(b, form.scale(), RoundingMode.HALF_UP);
          case '%' -> a.remainder(b);
          default -> throw new IllegalArgumentException(String.valueOf(operation));
        };
    putDecimal(result, form.precision(), form.scale(), out, site);
  }

  /**
   * The value as a double, correctly rounded for values of up to 53 bits and powers of ten up to
   * 22.
   */
  public static double toDouble(long low, long high, int scale) {
    if (high == low >> 63 && Math.abs(low) <= 1L << 53 && scale <= 22) {
      return low / POWERS[scale];
    }
    return toDecimal(low, high, scale).doubleValue();
  }

  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
}
