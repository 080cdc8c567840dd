package io.sampo.plan.function.kernel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Text as dates and timestamps, white space around it ignored; null where the text stands for no
 * such value.
 *
 * <p>Dates: {@code [+-]yyyy[-[m]m[-[d]d]]}, with anything behind a following blank or {@code T}
 * ignored. Timestamps: such a date, then a blank or {@code T}, {@code [h]h:[m]m[:[s]s[.fraction]]}
 * and a zone: {@code Z}, {@code +hh[:mm[:ss]]}, {@code UTC+h}, {@code GMT+h} or a region such as
 * {@code Europe/Helsinki}.
 */
public final class TimeParsing {
  private static final int MAX_YEAR_DIGITS = 6;

  private TimeParsing() {}

  /** Days since 1970-01-01. */
  public static @Nullable Integer parseDate(String text) {
    var cursor = new Cursor(text.strip());
    LocalDate date = cursor.date();
    boolean complete =
        date != null && (cursor.atEnd() || cursor.peek() == ' ' || cursor.peek() == 'T');
    return complete && date != null ? Integer.valueOf((int) date.toEpochDay()) : null;
  }

  /** Microseconds since 1970-01-01T00:00Z; a text without a zone is read in the given one. */
  public static @Nullable Long parseTimestamp(String text, ZoneId zone) {
    try {
      Moment moment = parse(text.strip());
      if (moment == null) {
        return null;
      }
      ZoneId own = moment.zone() == null ? zone : moment.zone();
      return TimeKernels.micros(moment.local().atZone(own).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Microseconds of the wall clock since 1970-01-01T00:00; a zone in the text is ignored. */
  public static @Nullable Long parseLocalTimestamp(String text) {
    try {
      Moment moment = parse(text.strip());
      return moment == null ? null : TimeKernels.micros(moment.local().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private record Moment(LocalDateTime local, @Nullable ZoneId zone) {}

  private static @Nullable Moment parse(String text) {
    var cursor = new Cursor(text);
    LocalDate date = cursor.date();
    if (date == null) {
      return null;
    }
    if (cursor.atEnd()) {
      return new Moment(date.atStartOfDay(), null);
    }
    if (!cursor.skip(' ') && !cursor.skip('T')) {
      return null;
    }
    if (cursor.atEnd()) {
      return new Moment(date.atStartOfDay(), null);
    }
    LocalTime time = cursor.time();
    if (time == null) {
      return null;
    }
    String rest = cursor.rest().strip();
    return new Moment(date.atTime(time), rest.isEmpty() ? null : parseZone(rest));
  }

  /** A zone as timestamps have it. */
  static ZoneId parseZone(String text) {
    if (text.equals("Z")) {
      return ZoneOffset.UTC;
    }
    char first = text.charAt(0);
    if (first == '+' || first == '-') {
      return parseOffset(text);
    }
    boolean prefixed = text.startsWith("UTC") || text.startsWith("GMT");
    if (prefixed && text.length() > 3 && (text.charAt(3) == '+' || text.charAt(3) == '-')) {
      return parseOffset(text.substring(3));
    }
    return ZoneId.of(text, ZoneId.SHORT_IDS);
  }

  private static ZoneOffset parseOffset(String text) {
    int sign = text.charAt(0) == '-' ? -1 : 1;
    String digits = text.substring(1);
    if (!digits.contains(":")) {
      return ZoneOffset.of(digits.length() == 1 ? text.charAt(0) + "0" + digits : text);
    }
    String[] parts = digits.split(":", -1);
    int[] values = new int[3];
    for (int i = 0; i < parts.length; i++) {
      Long value = i < 3 && parts[i].length() <= 2 ? TextParsing.parseLong(parts[i], 0, 59) : null;
      if (value == null) {
        throw new DateTimeException("malformed offset");
      }
      values[i] = value.intValue();
    }
    return ZoneOffset.ofHoursMinutesSeconds(sign * values[0], sign * values[1], sign * values[2]);
  }

  /** Reads a text from its start. */
  private static final class Cursor {
    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at >= text.length();
    }

    char peek() {
      return text.charAt(at);
    }

    String rest() {
      return text.substring(at);
    }

    boolean skip(char wanted) {
      boolean found = at < text.length() && text.charAt(at) == wanted;
      at += found ? 1 : 0;
      return found;
    }

    /** So many digits as a number, negative when there are too few or too many. */
    private int number(int least, int most) {
      int from = at;
      int value = 0;
      while (at < text.length()
          && at - from <= most
          && text.charAt(at) >= '0'
          && text.charAt(at) <= '9') {
        value = value * 10 + (text.charAt(at) - '0');
        at++;
      }
      int count = at - from;
      return count < least || count > most ? -1 : value;
    }

    @Nullable LocalDate date() {
      boolean negative = skip('-');
      if (!negative) {
        skip('+');
      }
      int year = number(4, MAX_YEAR_DIGITS);
      if (year < 0) {
        return null;
      }
      int month = 1;
      int day = 1;
      if (skip('-')) {
        month = number(1, 2);
        day = month > 0 && skip('-') ? number(1, 2) : 1;
      }
      try {
        return LocalDate.of(negative ? -year : year, month, day);
      } catch (DateTimeException e) {
        return null;
      }
    }

    @Nullable LocalTime time() {
      int hour = number(1, 2);
      if (hour < 0 || !skip(':')) {
        return null;
      }
      int minute = number(1, 2);
      int second = skip(':') ? number(1, 2) : 0;
      int nanos = skip('.') ? fraction() : 0;
      try {
        return LocalTime.of(hour, minute, second, nanos);
      } catch (DateTimeException e) {
        return null;
      }
    }

    /** The digits behind the point as nanoseconds, cut to microseconds. */
    private int fraction() {
      int micros = 0;
      int digits = 0;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        if (digits < 6) {
          micros = micros * 10 + (text.charAt(at) - '0');
        }
        digits++;
        at++;
      }
      for (int i = digits; i < 6; i++) {
        micros *= 10;
      }
      return micros * 1000;
    }
  }
}
