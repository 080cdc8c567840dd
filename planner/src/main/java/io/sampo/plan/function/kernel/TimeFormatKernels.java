package io.sampo.plan.function.kernel;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Dates and timestamps written, and read, by a pattern such as {@code yyyy-MM-dd HH:mm:ss}. */
public final class TimeFormatKernels {
  private static final String DEFAULT_PATTERN = "yyyy-MM-dd HH:mm:ss";
  private static final int CACHED = 256;
  private static final ConcurrentHashMap<String, DateTimeFormatter> FORMATTERS =
      new ConcurrentHashMap<>();

  private TimeFormatKernels() {}

  public static String format(long timestamp, String pattern, String zone) {
    try {
      return formatter(pattern).format(TimeKernels.zoned(timestamp, TimeKernels.zone(zone)));
    } catch (DateTimeException e) {
      throw KernelErrors.invalidArgument("pattern", pattern, String.valueOf(e.getMessage()));
    }
  }

  public static String fromUnixtime(long seconds, String zone) {
    return fromUnixtime(seconds, DEFAULT_PATTERN, zone);
  }

  public static String fromUnixtime(long seconds, String pattern, String zone) {
    return format(TimestampKernels.timestampSeconds(seconds), pattern, zone);
  }

  public static long toTimestamp(String text, String pattern, String zone) {
    Long micros = tryToTimestamp(text, pattern, zone);
    if (micros == null) {
      throw KernelErrors.unparseable(text, pattern);
    }
    return micros;
  }

  public static int toDate(String text, String pattern, String zone) {
    ZoneId id = TimeKernels.zone(zone);
    return TimeKernels.timestampToDate(toTimestamp(text, pattern, zone), id);
  }

  public static @Nullable Integer tryToDate(String text, String pattern, String zone) {
    Long micros = tryToTimestamp(text, pattern, zone);
    return micros == null
        ? null
        : Integer.valueOf(TimeKernels.timestampToDate(micros, TimeKernels.zone(zone)));
  }

  public static long toLocalTimestamp(String text, String pattern) {
    Long micros = tryToTimestamp(text, pattern, "Z");
    if (micros == null) {
      throw KernelErrors.unparseable(text, pattern);
    }
    return micros;
  }

  public static long unixTimestamp(String text, String pattern, String zone) {
    return TimestampKernels.unixSeconds(toTimestamp(text, pattern, zone));
  }

  public static long unixTimestamp(String text, String zone) {
    return unixTimestamp(text, DEFAULT_PATTERN, zone);
  }

  /** Null when the text does not have the form of the pattern. */
  public static @Nullable Long tryToTimestamp(String text, String pattern, String zone) {
    TemporalAccessor parsed;
    try {
      parsed = formatter(pattern).parse(text);
      ZoneId own = parsed.query(TemporalQueries.zone());
      LocalDateTime local = LocalDateTime.of(date(parsed), time(parsed));
      return TimeKernels.micros(
          local.atZone(own == null ? TimeKernels.zone(zone) : own).toInstant());
    } catch (DateTimeParseException e) {
      return null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static LocalDate date(TemporalAccessor parsed) {
    LocalDate date = parsed.query(TemporalQueries.localDate());
    if (date != null) {
      return date;
    }
    int year = field(parsed, ChronoField.YEAR, 1970);
    return LocalDate.of(
        year,
        field(parsed, ChronoField.MONTH_OF_YEAR, 1),
        field(parsed, ChronoField.DAY_OF_MONTH, 1));
  }

  private static LocalTime time(TemporalAccessor parsed) {
    LocalTime time = parsed.query(TemporalQueries.localTime());
    if (time != null) {
      return time;
    }
    int hour = field(parsed, ChronoField.HOUR_OF_DAY, field(parsed, ChronoField.HOUR_OF_AMPM, 0));
    return LocalTime.of(
        hour,
        field(parsed, ChronoField.MINUTE_OF_HOUR, 0),
        field(parsed, ChronoField.SECOND_OF_MINUTE, 0),
        field(parsed, ChronoField.NANO_OF_SECOND, 0));
  }

  private static int field(TemporalAccessor parsed, ChronoField field, int otherwise) {
    return parsed.isSupported(field) ? parsed.get(field) : otherwise;
  }

  private static DateTimeFormatter formatter(String pattern) {
    DateTimeFormatter known = FORMATTERS.get(pattern);
    if (known != null) {
      return known;
    }
    try {
      DateTimeFormatter fresh =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(withProlepticYear(pattern))
              .toFormatter(Locale.US)
              .withResolverStyle(ResolverStyle.STRICT);
      if (FORMATTERS.size() >= CACHED) {
        FORMATTERS.clear();
      }
      FORMATTERS.put(pattern, fresh);
      return fresh;
    } catch (IllegalArgumentException e) {
      throw KernelErrors.invalidArgument("pattern", pattern, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Years count on through zero unless the pattern names an era: {@code y} means what {@code u}
   * means to Java.
   */
  private static String withProlepticYear(String pattern) {
    var result = new StringBuilder();
    boolean quoted = false;
    boolean era = pattern.indexOf('G') >= 0;
    for (char c : pattern.toCharArray()) {
      quoted ^= c == '\'';
      result.append(c == 'y' && !quoted && !era ? 'u' : c);
    }
    return result.toString();
  }
}
