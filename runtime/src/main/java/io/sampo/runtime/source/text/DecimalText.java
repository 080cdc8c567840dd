package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text to decimals of a precision and scale, rounding half up as Spark does. */
public final class DecimalText {
  private static final int LONGEST = 4096;
  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private DecimalText() {}

  /** {@code 10^exponent} for 0 to 18. */
  public static long power(int exponent) {
    return POWERS[exponent];
  }

  /**
   * The unscaled value of the text at the given scale, or null if it is no number or has too many
   * digits.
   */
  static @Nullable BigInteger parse(long address, int length, int precision, int scale) {
    BigDecimal value = exact(address, length);
    if (value == null || value.precision() - value.scale() > precision - scale + 1L) {
      return null;
    }
    BigInteger unscaled = value.setScale(scale, RoundingMode.HALF_UP).unscaledValue();
    return unscaled.abs().compareTo(BigInteger.TEN.pow(precision)) < 0 ? unscaled : null;
  }

  /** The value as it is written, or null if the text is no number. */
  static @Nullable BigDecimal exact(long address, int length) {
    if (length < 1 || length > LONGEST) {
      return null;
    }
    byte[] bytes = new byte[length];
    Memory.copyTo(address, bytes, 0, length);
    try {
      return new BigDecimal(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
