package io.sampo.row;

import io.sampo.types.CalendarInterval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Values as text, as {@code show} prints them and as the command line writes them into CSV.
 *
 * @param zone where timestamps are shown
 * @param nullText what stands for null, in lists, maps and structs too
 */
public record ValueText(ZoneId zone, String nullText) {
  private static final int MINUTES_PER_HOUR = 60;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MONTHS_PER_YEAR = 12;
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final int LAST_PLAIN_YEAR = 9999;

  /** As {@code show} prints. */
  public static ValueText shown(ZoneId zone) {
    return new ValueText(zone, "NULL");
  }

  /** The text of a value of one of the classes that {@link Row} documents. */
  public String text(@Nullable Object value) {
    return switch (value) {
      case null -> nullText;
      case String string -> string;
      case BigDecimal number -> number.toPlainString();
      case byte[] bytes -> bytes(bytes);
      case LocalDate date -> date(date);
      case Instant instant -> dateTime(LocalDateTime.ofInstant(instant, zone));
      case LocalDateTime local -> dateTime(local);
      case Duration duration -> dayTime(duration);
      case Period period -> yearMonth(period);
      case CalendarInterval interval -> calendar(interval);
      case Iterable<?> elements -> list(elements);
      case Map<?, ?> map -> map(map);
      case Row row -> struct(row);
      default -> value.toString();
    };
  }

  private String list(Iterable<?> elements) {
    var joiner = new StringJoiner(", ", "[", "]");
    for (Object element : elements) {
      joiner.add(text(element));
    }
    return joiner.toString();
  }

  private String map(Map<?, ?> map) {
    var joiner = new StringJoiner(", ", "{", "}");
    for (var entry : map.entrySet()) {
      joiner.add(text(entry.getKey()) + " -> " + text(entry.getValue()));
    }
    return joiner.toString();
  }

  private String struct(Row row) {
    var joiner = new StringJoiner(", ", "{", "}");
    for (Object value : row.values()) {
      joiner.add(text(value));
    }
    return joiner.toString();
  }

  private static String bytes(byte[] bytes) {
    var joiner = new StringJoiner(" ", "[", "]");
    for (byte b : bytes) {
      joiner.add(String.format("%02X", b));
    }
    return joiner.toString();
  }

  private static String date(LocalDate date) {
    int year = date.getYear();
    String sign = year > LAST_PLAIN_YEAR ? "+" : year < 0 ? "-" : "";
    return sign
        + digits(Math.abs(year), 4)
        + "-"
        + digits(date.getMonthValue(), 2)
        + "-"
        + digits(date.getDayOfMonth(), 2);
  }

  private static String dateTime(LocalDateTime time) {
    return date(time.toLocalDate())
        + " "
        + digits(time.getHour(), 2)
        + ":"
        + digits(time.getMinute(), 2)
        + ":"
        + digits(time.getSecond(), 2)
        + fraction(time.getNano() / 1_000L);
  }

  /** A point and up to six digits without zeros at the end; nothing for zero. */
  private static String fraction(long micros) {
    return micros == 0 ? "" : "." + digits(micros, 6).replaceAll("0+$", "");
  }

  private static String digits(long number, int width) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String dayTime(Duration duration) {
    Duration absolute = duration.abs();
    return "INTERVAL '"
        + (duration.isNegative() ? "-" : "")
        + absolute.toDays()
        + " "
        + digits(absolute.toHoursPart(), 2)
        + ":"
        + digits(absolute.toMinutesPart(), 2)
        + ":"
        + digits(absolute.toSecondsPart(), 2)
        + fraction(absolute.toNanosPart() / 1_000L)
        + "' DAY TO SECOND";
  }

  private static String yearMonth(Period period) {
    long months = period.toTotalMonths();
    long absolute = Math.abs(months);
    return "INTERVAL '"
        + (months < 0 ? "-" : "")
        + absolute / MONTHS_PER_YEAR
        + "-"
        + absolute % MONTHS_PER_YEAR
        + "' YEAR TO MONTH";
  }

  private static String calendar(CalendarInterval interval) {
    var joiner = new StringJoiner(" ");
    addUnit(joiner, interval.months() / MONTHS_PER_YEAR, "years");
    addUnit(joiner, interval.months() % MONTHS_PER_YEAR, "months");
    addUnit(joiner, interval.days(), "days");
    long seconds = interval.microseconds() / MICROS_PER_SECOND;
    long micros = interval.microseconds() % MICROS_PER_SECOND;
    addUnit(joiner, seconds / SECONDS_PER_MINUTE / MINUTES_PER_HOUR, "hours");
    addUnit(joiner, seconds / SECONDS_PER_MINUTE % MINUTES_PER_HOUR, "minutes");
    long rest = seconds % SECONDS_PER_MINUTE;
    if (rest != 0 || micros != 0) {
      String sign = rest < 0 || micros < 0 ? "-" : "";
      joiner.add(sign + Math.abs(rest) + fraction(Math.abs(micros)) + " seconds");
    }
    return joiner.length() == 0 ? "0 seconds" : joiner.toString();
  }

  private static void addUnit(StringJoiner joiner, long amount, String unit) {
    if (amount != 0) {
      joiner.add(amount + " " + unit);
    }
  }
}
