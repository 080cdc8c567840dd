package io.sampo.sql.lowering;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.spec.Expression.Literal;
import io.sampo.sql.parser.SqlGrammar.IntervalContext;
import io.sampo.sql.parser.SqlGrammar.IntervalPartContext;
import io.sampo.types.CalendarInterval;
import io.sampo.types.DataType;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads INTERVAL literals. Years and months alone give a year-month interval, days and smaller
 * units alone a day-time interval, and both together a calendar interval.
 */
final class IntervalLiterals {
  private static final int LONGEST_NUMBER = 18;
  private static final int FRACTION_DIGITS = 9;

  private final Span span;
  private final String input;
  private long months;
  private long days;
  private long microseconds;
  private boolean hasMonths;
  private boolean hasTime;

  private IntervalLiterals(Span span) {
    this.span = span;
    this.input = span.covered();
  }

  static Literal literal(IntervalContext context, Source source) {
    var interval = new IntervalLiterals(source.span(context));
    try {
      if (context.TO() != null) {
        interval.addRange(context);
      } else {
        for (IntervalPartContext part : context.intervalPart()) {
          interval.add(part);
        }
      }
      return interval.result();
    } catch (ArithmeticException overflow) {
      throw interval.invalid("the value is out of range");
    }
  }

  private Literal result() {
    var origin = Origin.of(span);
    if (hasMonths && hasTime) {
      var value =
          new CalendarInterval(Math.toIntExact(months), Math.toIntExact(days), microseconds);
      return new Literal(value, DataType.CALENDAR_INTERVAL, origin);
    }
    if (hasMonths) {
      return new Literal(Math.toIntExact(months), DataType.YEAR_MONTH_INTERVAL, origin);
    }
    long total = Math.addExact(Math.multiplyExact(days, IntervalUnit.DAY.size()), microseconds);
    return new Literal(total, DataType.DAY_TIME_INTERVAL, origin);
  }

  private void add(IntervalPartContext part) {
    boolean negative = part.INTERVAL_SIGN() != null && part.INTERVAL_SIGN().getText().equals("-");
    String text = text(part);
    if (part.INTERVAL_UNIT() == null) {
      addText(text);
      return;
    }
    add(text.strip(), unit(part.INTERVAL_UNIT().getText()), negative);
  }

  private static String text(IntervalPartContext part) {
    String text = part.INTERVAL_VALUE().getText();
    char first = text.charAt(0);
    boolean quoted = first == '\'' || first == '"' || first == 'r' || first == 'R';
    return quoted ? StringLiterals.value(text) : text;
  }

  private IntervalUnit unit(String word) {
    IntervalUnit unit = IntervalUnit.of(word);
    if (unit == null) {
      throw invalid(word + " is not a unit of time");
    }
    return unit;
  }

  /**
   * Adds a number of the unit. Written without BigDecimal on purpose: loading that class takes a
   * new process some 50 ms.
   *
   * @param number digits with an optional sign and fraction
   */
  private void add(String number, IntervalUnit unit, boolean negative) {
    int sign = number.startsWith("-") ? -1 : 1;
    String digits = sign < 0 || number.startsWith("+") ? number.substring(1) : number;
    int point = digits.indexOf('.');
    String whole = point < 0 ? digits : digits.substring(0, point);
    String fraction = point < 0 ? "" : digits.substring(point + 1);
    boolean plain = isDigits(whole) && isDigits(fraction) && whole.length() + fraction.length() > 0;
    if (!plain || whole.length() > LONGEST_NUMBER || fraction.length() > FRACTION_DIGITS) {
      throw invalid("'" + number + "' is not a number");
    }
    long nanos =
        fraction.isEmpty()
            ? 0
            : Long.parseLong(fraction) * power(FRACTION_DIGITS - fraction.length());
    if (nanos != 0 && unit != IntervalUnit.SECOND) {
      throw invalid("only seconds may have a fraction, not " + unit);
    }
    add((negative ? -1 : 1) * sign, whole.isEmpty() ? 0 : Long.parseLong(whole), nanos, unit);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private void add(int sign, long whole, long nanos, IntervalUnit unit) {
    if (unit.isMonths()) {
      hasMonths = true;
      months = Math.addExact(months, sign * Math.multiplyExact(whole, unit.size()));
      return;
    }
    hasTime = true;
    switch (unit) {
      case WEEK -> days = Math.addExact(days, sign * Math.multiplyExact(whole, 7L));
      case DAY -> days = Math.addExact(days, sign * whole);
      case NANOSECOND -> microseconds = Math.addExact(microseconds, sign * (whole / 1_000));
      default -> {
        long amount = Math.addExact(Math.multiplyExact(whole, unit.size()), nanos / 1_000);
        microseconds = Math.addExact(microseconds, sign * amount);
      }
    }
  }

  /** {@code '1 day -2 hours'}, optionally with the word interval in front. */
  private void addText(String text) {
    String body = text.strip().toLowerCase(Locale.ROOT);
    if (body.startsWith("interval")) {
      body = body.substring("interval".length()).strip();
    }
    String[] words = body.replaceAll("([+-])\\s+", "$1").split("\\s+");
    if (words.length % 2 != 0) {
      throw invalid("a number and a unit are expected, such as '3 days'");
    }
    for (int i = 0; i < words.length; i += 2) {
      add(words[i], unit(words[i + 1]), false);
    }
  }

  // ---- from unit TO unit

  private void addRange(IntervalContext context) {
    if (context.intervalPart().size() != 1) {
      throw invalid("only one value may stand before TO");
    }
    IntervalPartContext part = context.intervalPart(0);
    IntervalUnit from = unit(part.INTERVAL_UNIT().getText());
    IntervalUnit to = unit(context.INTERVAL_UNIT().getText());
    boolean negative = part.INTERVAL_SIGN() != null && part.INTERVAL_SIGN().getText().equals("-");
    String text = text(part).strip();
    if (text.startsWith("-") || text.startsWith("+")) {
      negative ^= text.charAt(0) == '-';
      text = text.substring(1);
    }
    if (from == IntervalUnit.YEAR && to == IntervalUnit.MONTH) {
      addFields(text, "(\\d{1,9})-(\\d{1,2})", negative, from, to);
    } else if (from.rank() >= 0 && to.rank() > from.rank()) {
      addFields(text, pattern(from, to), negative, from, to);
    } else {
      throw invalid(from + " TO " + to + " is not a range of units");
    }
  }

  private static String pattern(IntervalUnit from, IntervalUnit to) {
    var pattern = new StringBuilder("(\\d{1,9})");
    for (int rank = from.rank() + 1; rank <= to.rank(); rank++) {
      boolean afterDay = rank == IntervalUnit.HOUR.rank();
      pattern.append(afterDay ? "[ T]" : ":");
      pattern.append(
          rank == IntervalUnit.SECOND.rank() ? "(\\d{1,2}(?:\\.\\d{1,9})?)" : "(\\d{1,2})");
    }
    return pattern.toString();
  }

  private void addFields(
      String text, String pattern, boolean negative, IntervalUnit from, IntervalUnit to) {
    var fields = Pattern.compile(pattern).matcher(text);
    if (!fields.matches()) {
      throw invalid("'" + text + "' does not have the form of " + from + " TO " + to);
    }
    for (int i = 1; i <= fields.groupCount(); i++) {
      IntervalUnit unit =
          from.isMonths() ? (i == 1 ? from : to) : IntervalUnit.ofRank(from.rank() + i - 1);
      String whole = fields.group(i).split("\\.")[0];
      if (i > 1 && Long.parseLong(whole) >= unit.limit()) {
        throw invalid(fields.group(i) + " is not below " + unit.limit() + " " + unit + "S");
      }
      add(fields.group(i), unit, negative);
    }
  }

  private SampoException invalid(String details) {
    return new SampoException(
        ErrorCode.INVALID_INTERVAL_FORMAT,
        Map.of("input", "'" + input + "'", "details", details),
        span);
  }
}
