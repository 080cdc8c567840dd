package io.sampo.runtime.source.text;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import ch.randelshofer.fastdoubleparser.JavaFloatParser;
import io.sampo.codegen.vector.Memory;

/**
 * Text to doubles and floats, correctly rounded. Used by one thread; may read up to 8 bytes behind
 * the text.
 */
public final class RealText {
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long EXACT = 1L << 53;
  private static final int LONGEST = 4096;

  private byte[] scratch = new byte[64];

  /**
   * Whether an integer is exact as a double, so that one division by a power of ten rounds
   * correctly.
   */
  public static boolean isExact(long mantissa) {
    return mantissa <= EXACT;
  }

  /** {@code mantissa / 10^scale} for an exact mantissa and a scale of at most 22. */
  public static double divide(long mantissa, int scale) {
    return mantissa / POWERS[scale];
  }

  /**
   * The value of a decimal number with an optional sign and exponent.
   *
   * @throws NumberFormatException if the text is anything else
   */
  double parse(long address, int length) {
    boolean negative = length > 1 && Memory.getByte(address) == '-';
    int skip = negative ? 1 : 0;
    long packed = Digits.number(address + skip, length - skip);
    if (packed >= 0 && isExact(Digits.mantissa(packed))) {
      double value = divide(Digits.mantissa(packed), Digits.scale(packed));
      return negative ? -value : value;
    }
    return JavaDoubleParser.parseDouble(copied(address, length), 0, length);
  }

  /** As {@link #parse}, rounded once to a float. */
  float parseFloat(long address, int length) {
    return JavaFloatParser.parseFloat(copied(address, length), 0, length);
  }

  private byte[] copied(long address, int length) {
    if (length > LONGEST) {
      throw new NumberFormatException("too long for a number");
    }
    if (length > scratch.length) {
      scratch = new byte[LONGEST];
    }
    for (int i = 0; i < length; i++) {
      byte b = Memory.getByte(address + i);
      boolean allowed =
          b >= '0' && b <= '9' || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
      if (!allowed) {
        throw new NumberFormatException("not a number");
      }
      scratch[i] = b;
    }
    return scratch;
  }
}
