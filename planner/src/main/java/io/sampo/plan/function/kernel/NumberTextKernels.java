package io.sampo.plan.function.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Formatter;
import java.util.HexFormat;
import java.util.IllegalFormatException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as text in other bases and formats, and back. */
public final class NumberTextKernels {
  private static final BigInteger UNSIGNED_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private NumberTextKernels() {}

  public static String bin(long value) {
    return Long.toBinaryString(value);
  }

  public static String hex(long value) {
    return Long.toHexString(value).toUpperCase(Locale.ROOT);
  }

  public static String hex(byte[] value) {
    return HEX.formatHex(value);
  }

  public static String hex(String value) {
    return HEX.formatHex(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Null when the text has other characters than hexadecimal digits. */
  public static byte @Nullable [] unhex(String text) {
    String even = text.length() % 2 == 0 ? text : "0" + text;
    try {
      return HEX.parseHex(even);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * A number from one base in another, unsigned unless the new base is negative; digits behind the
   * first odd character are ignored.
   */
  public static @Nullable String conv(String number, int fromBase, int toBase) {
    int base = Math.abs(toBase);
    String text = number.strip();
    if (fromBase < 2 || fromBase > 36 || base < 2 || base > 36 || text.isEmpty()) {
      return null;
    }
    boolean negative = text.charAt(0) == '-';
    BigInteger value = BigInteger.ZERO;
    for (int i = negative ? 1 : 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), fromBase);
      if (digit < 0) {
        break;
      }
      value = value.multiply(BigInteger.valueOf(fromBase)).add(BigInteger.valueOf(digit));
    }
    if (value.compareTo(UNSIGNED_MAX) > 0) {
      throw KernelErrors.overflow("The number", "conv('" + number + "')", "try_cast");
    }
    long bits = negative ? -value.longValue() : value.longValue();
    String result = toBase < 0 ? Long.toString(bits, base) : Long.toUnsignedString(bits, base);
    return result.toUpperCase(Locale.ROOT);
  }

  /** Digits in groups of three with so many behind the point. */
  public static @Nullable String formatNumber(BigDecimal value, int digits) {
    if (digits < 0) {
      return null;
    }
    String pattern =
        digits == 0
            ? "#,###,###,###,###,###,##0"
            : "#,###,###,###,###,###,##0." + "0".repeat(digits);
    return format(value, pattern);
  }

  public static @Nullable String formatNumber(double value, int digits) {
    if (digits < 0) {
      return null;
    }
    return Double.isFinite(value)
        ? formatNumber(BigDecimal.valueOf(value), digits)
        : format(value, "#,##0");
  }

  public static String formatNumber(BigDecimal value, String pattern) {
    return format(value, pattern);
  }

  public static String formatNumber(double value, String pattern) {
    return format(value, pattern);
  }

  private static String format(Number value, String pattern) {
    try {
      var format = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.US));
      format.setRoundingMode(RoundingMode.HALF_EVEN);
      return format.format(value);
    } catch (IllegalArgumentException e) {
      throw KernelErrors.invalidArgument("format", pattern, "it is not a pattern such as #,##0.00");
    }
  }

  /** As C's printf; null arguments show as null. */
  public static String formatString(String format, @Nullable Object[] values) {
    try (var formatter = new Formatter(Locale.US)) {
      return formatter.format(format, values).toString();
    } catch (IllegalFormatException e) {
      throw KernelErrors.invalidArgument("format", format, String.valueOf(e.getMessage()));
    }
  }
}
