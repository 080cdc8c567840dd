package io.sampo.sql.lowering;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.spec.Expression;
import io.sampo.types.DataType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads DATE and TIMESTAMP literals: {@code [+-]y..y[-m[m][-d[d]]]}, for timestamps with {@code [T|
 * ]h[h]:m[m][:s[s][.f..f]][zone]} behind.
 *
 * <p>A TIMESTAMP without a zone means the session's, which is not known here: it becomes a cast of
 * the text, which was checked.
 */
final class DateTimeLiterals {
  private static final int MAX_YEAR_DIGITS = 7;
  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final long DAYS_OF_ERA = 146_097;
  private static final long DAYS_BEFORE_EPOCH = 719_468;

  private final String kind;
  private final String text;
  private final Span span;
  private int at;
  private int year;
  private int month = 1;
  private int day = 1;

  private DateTimeLiterals(String kind, String text, Span span) {
    this.kind = kind;
    this.text = text.strip();
    this.span = span;
  }

  /**
   * The literal of the kind DATE, TIMESTAMP, TIMESTAMP_LTZ or TIMESTAMP_NTZ.
   *
   * @param span of the whole literal
   */
  static Expression literal(String kind, String text, Span span) {
    var reader = new DateTimeLiterals(kind, text, span);
    try {
      return kind.equals("DATE") ? reader.date() : reader.timestamp();
    } catch (DateTimeException | ArithmeticException outOfRange) {
      throw reader.invalid();
    }
  }

  private Expression date() {
    readDate();
    boolean timeFollows = at < text.length() && (text.charAt(at) == 'T' || text.charAt(at) == ' ');
    if (at < text.length() && !timeFollows) {
      throw invalid();
    }
    return new Expression.Literal(epochDay(), DataType.DATE, Origin.of(span));
  }

  /**
   * Days since 1970-01-01 of the date that was read. LocalDate would do, but it initializes the
   * formatters of java.time, which costs a new process many milliseconds; TIMESTAMP, which is
   * rarer, takes it.
   *
   * <p>Counts in years that start in March, so that the leap day is the last one of its year.
   */
  private int epochDay() {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    boolean valid =
        month >= 1 && month <= 12 && day >= 1 && day <= (month == 2 && leap ? 29 : DAYS[month - 1]);
    if (!valid) {
      throw invalid();
    }
    long marchYear = month <= 2 ? year - 1L : year;
    long era = Math.floorDiv(marchYear, 400L);
    long yearOfEra = marchYear - era * 400;
    int marchMonth = month > 2 ? month - 3 : month + 9;
    int dayOfYear = (153 * marchMonth + 2) / 5 + day - 1;
    long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return Math.toIntExact(era * DAYS_OF_ERA + dayOfEra - DAYS_BEFORE_EPOCH);
  }

  private Expression timestamp() {
    readDate();
    LocalDate date = LocalDate.of(year, month, day);
    LocalTime time = LocalTime.MIDNIGHT;
    ZoneId zone = null;
    if (at < text.length()) {
      if (text.charAt(at) != 'T' && text.charAt(at) != ' ') {
        throw invalid();
      }
      at++;
      time = timePart();
      zone = zonePart();
    }
    LocalDateTime local = LocalDateTime.of(date, time);
    if (kind.equals("TIMESTAMP_NTZ")) {
      if (zone != null) {
        throw invalid();
      }
      return new Expression.Literal(microseconds(local), DataType.TIMESTAMP_NTZ, Origin.of(span));
    }
    if (zone == null) {
      var string = new Expression.Literal(text, DataType.STRING, Origin.of(span));
      return new Expression.Cast(string, DataType.TIMESTAMP, false, Origin.of(span));
    }
    LocalDateTime utc = local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    return new Expression.Literal(microseconds(utc), DataType.TIMESTAMP, Origin.of(span));
  }

  private static long microseconds(LocalDateTime utc) {
    long seconds = utc.toEpochSecond(ZoneOffset.UTC);
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), utc.getNano() / 1_000);
  }

  private void readDate() {
    boolean negative = !text.isEmpty() && text.charAt(0) == '-';
    if (negative || text.startsWith("+")) {
      at++;
    }
    int magnitude = number(4, MAX_YEAR_DIGITS);
    year = negative ? -magnitude : magnitude;
    if (skip('-')) {
      month = number(1, 2);
      if (skip('-')) {
        day = number(1, 2);
      }
    }
  }

  private LocalTime timePart() {
    int hour = number(1, 2);
    int second = 0;
    int nanos = 0;
    if (!skip(':')) {
      throw invalid();
    }
    int minute = number(1, 2);
    if (skip(':')) {
      second = number(1, 2);
      if (skip('.')) {
        nanos = fraction();
      }
    }
    return LocalTime.of(hour, minute, second, nanos);
  }

  /** Digits behind the point of the seconds, cut to microseconds, in nanoseconds. */
  private int fraction() {
    int micros = 0;
    int digits = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      if (digits < 6) {
        micros = micros * 10 + text.charAt(at) - '0';
        digits++;
      }
      at++;
    }
    while (digits < 6) {
      micros *= 10;
      digits++;
    }
    return micros * 1_000;
  }

  private @Nullable ZoneId zonePart() {
    String zone = text.substring(at).strip();
    if (zone.isEmpty()) {
      return null;
    }
    if (zone.matches("[+-]\\d:\\d\\d")) {
      zone = zone.charAt(0) + "0" + zone.substring(1);
    }
    return ZoneId.of(zone.equalsIgnoreCase("z") ? "Z" : zone, ZoneId.SHORT_IDS);
  }

  private boolean skip(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private int number(int fewest, int most) {
    int start = at;
    int value = 0;
    while (at < text.length() && isDigit(text.charAt(at)) && at - start < most) {
      value = value * 10 + text.charAt(at) - '0';
      at++;
    }
    if (at - start < fewest) {
      throw invalid();
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private SampoException invalid() {
    String example = kind.equals("DATE") ? "DATE '2024-01-31'" : kind + " '2024-01-31 12:30:00'";
    return new SampoException(
        ErrorCode.INVALID_TYPED_LITERAL,
        Map.of(
            "type",
            kind.toUpperCase(Locale.ROOT),
            "value",
            "'" + text + "'",
            "hint",
            "Write it as " + example + "."),
        span);
  }
}
