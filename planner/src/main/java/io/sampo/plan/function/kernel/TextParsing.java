package io.sampo.plan.function.kernel;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text as numbers and conditions, white space around it ignored; null where the text stands for no
 * such value.
 */
public final class TextParsing {
  private TextParsing() {}

  /** A whole number between the bounds, written with digits and a sign only. */
  public static @Nullable Long parseLong(String text, long min, long max) {
    int end = text.length();
    int at = 0;
    while (at < end && text.charAt(at) <= ' ') {
      at++;
    }
    while (end > at && text.charAt(end - 1) <= ' ') {
      end--;
    }
    if (at == end) {
      return null;
    }
    boolean negative = text.charAt(at) == '-';
    if (negative || text.charAt(at) == '+') {
      at++;
    }
    return digits(text, at, end, negative, min, max);
  }

  private static @Nullable Long digits(
      String text, int from, int end, boolean negative, long min, long max) {
    if (from == end) {
      return null;
    }
    long value = 0;
    for (int i = from; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return null;
      }
      value = value * 10 - digit;
    }
    if (!negative && value == Long.MIN_VALUE) {
      return null;
    }
    long signed = negative ? value : -value;
    return signed < min || signed > max ? null : signed;
  }

  /** A double; also {@code inf}, {@code infinity} and {@code nan} in any case. */
  public static @Nullable Double parseDouble(String text) {
    String trimmed = text.strip();
    try {
      return Double.valueOf(trimmed);
    } catch (NumberFormatException e) {
      return special(trimmed);
    }
  }

  /** A float; as {@link #parseDouble}. */
  public static @Nullable Float parseFloat(String text) {
    String trimmed = text.strip();
    try {
      return Float.valueOf(trimmed);
    } catch (NumberFormatException e) {
      Double value = special(trimmed);
      return value == null ? null : value.floatValue();
    }
  }

  private static @Nullable Double special(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> null;
    };
  }

  /** A decimal as it is written, with as many digits as it has. */
  public static @Nullable BigDecimal parseDecimal(String text) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      boolean absurd = Math.abs((long) value.scale()) > 10_000;
      return absurd ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * The decimal rounded half up to the scale; null when it has more digits than the precision then.
   */
  public static @Nullable BigDecimal fit(BigDecimal value, int precision, int scale) {
    BigDecimal rounded =
        value.scale() == scale ? value : value.setScale(scale, RoundingMode.HALF_UP);
    return rounded.precision() > precision ? null : rounded;
  }

  /** A condition: {@code t true y yes 1} or {@code f false n no 0}, in any case. */
  public static @Nullable Boolean parseBoolean(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "1" -> true;
      case "f", "false", "n", "no", "0" -> false;
      default -> null;
    };
  }
}
