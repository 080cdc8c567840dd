package io.sampo.plan.function.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text as intervals: the quoted part of an INTERVAL literal, or the whole literal; null where the
 * text is neither.
 */
public final class IntervalParsing {
  private static final Pattern DAY_TIME =
      Pattern.compile("([+-])?(\\d{1,9}) (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?");
  private static final Pattern YEAR_MONTH = Pattern.compile("([+-])?(\\d{1,9})-(\\d{1,2})");
  private static final Pattern LITERAL =
      Pattern.compile(
          "INTERVAL\\s+([+-])?'(.*)'\\s+(DAY TO SECOND|YEAR TO MONTH)", Pattern.CASE_INSENSITIVE);

  private IntervalParsing() {}

  /** {@code [-]d h:m:s[.f]} as microseconds. */
  public static @Nullable Long parseDayTime(String text) {
    Matcher parts = DAY_TIME.matcher(body(text));
    if (!parts.matches()) {
      return null;
    }
    long hours = Long.parseLong(parts.group(3));
    long minutes = Long.parseLong(parts.group(4));
    long seconds = Long.parseLong(parts.group(5));
    if (hours > 23 || minutes > 59 || seconds > 59) {
      return null;
    }
    String fraction = parts.group(6) == null ? "" : parts.group(6);
    long micros = Long.parseLong((fraction + "000000").substring(0, 6));
    long total = ((Long.parseLong(parts.group(2)) * 24 + hours) * 60 + minutes) * 60 + seconds;
    long signed = total * TimeKernels.MICROS_PER_SECOND + micros;
    return "-".equals(parts.group(1)) ? -signed : signed;
  }

  /** {@code [-]y-m} as months. */
  public static @Nullable Integer parseYearMonth(String text) {
    Matcher parts = YEAR_MONTH.matcher(body(text));
    if (!parts.matches()) {
      return null;
    }
    long months = Long.parseLong(parts.group(3));
    long total = Long.parseLong(parts.group(2)) * 12 + months;
    if (months > 11 || total > Integer.MAX_VALUE) {
      return null;
    }
    return (int) ("-".equals(parts.group(1)) ? -total : total);
  }

  private static String body(String text) {
    Matcher literal = LITERAL.matcher(text.strip());
    if (!literal.matches()) {
      return text.strip();
    }
    String sign = literal.group(1) == null ? "" : literal.group(1);
    return sign.equals("-") && literal.group(2).startsWith("-")
        ? literal.group(2).substring(1)
        : sign + literal.group(2);
  }
}
