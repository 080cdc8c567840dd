package io.sampo.plan.function.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions over timestamps: microseconds since 1970-01-01T00:00Z. A parameter {@code zone} is a
 * time zone's id.
 */
public final class TimestampKernels {
  private static final long MICROS = TimeKernels.MICROS_PER_SECOND;
  private static final int DAYS_PER_MONTH = 31;
  private static final long MICROS_PER_MONTH = DAYS_PER_MONTH * DateKernels.MICROS_PER_DAY;

  private TimestampKernels() {}

  private static ZonedDateTime local(long timestamp, String zone) {
    return TimeKernels.zoned(timestamp, TimeKernels.zone(zone));
  }

  public static int hour(long timestamp, String zone) {
    return local(timestamp, zone).getHour();
  }

  public static int minute(long timestamp, String zone) {
    return local(timestamp, zone).getMinute();
  }

  public static int second(long timestamp, String zone) {
    return local(timestamp, zone).getSecond();
  }

  /** The second with its fraction. */
  public static BigDecimal secondWithFraction(long timestamp, String zone) {
    long seconds = local(timestamp, zone).getSecond();
    return BigDecimal.valueOf(seconds * MICROS + Math.floorMod(timestamp, MICROS), 6);
  }

  /** The start of the unit; null for an unknown one. */
  public static @Nullable Long dateTrunc(String unit, long timestamp, String zone) {
    ZonedDateTime local = local(timestamp, zone);
    ZonedDateTime start =
        switch (unit.strip().toUpperCase(Locale.ROOT)) {
          case "MICROSECOND" -> local;
          case "MILLISECOND" -> local.truncatedTo(ChronoUnit.MILLIS);
          case "SECOND" -> local.truncatedTo(ChronoUnit.SECONDS);
          case "MINUTE" -> local.truncatedTo(ChronoUnit.MINUTES);
          case "HOUR" -> local.truncatedTo(ChronoUnit.HOURS);
          case "DAY", "DD" -> local.truncatedTo(ChronoUnit.DAYS);
          default -> {
            LocalDate first = DateKernels.firstDay(local.toLocalDate(), unit);
            yield first == null ? null : first.atStartOfDay(local.getZone());
          }
        };
    return start == null ? null : Long.valueOf(TimeKernels.micros(start.toInstant()));
  }

  /** The timestamp so many months later by the zone's calendar. */
  public static long addMonths(long timestamp, int months, String zone) {
    return TimeKernels.micros(local(timestamp, zone).plusMonths(months).toInstant());
  }

  /** As {@link #addMonths} for a timestamp without a zone. */
  public static long addLocalMonths(long timestamp, int months) {
    return addMonths(timestamp, months, "Z");
  }

  /**
   * The timestamp later by a day-time interval: whole days by the zone's calendar, then the rest.
   */
  public static long addInterval(long timestamp, long interval, String zone) {
    long days = interval / DateKernels.MICROS_PER_DAY;
    long rest = interval % DateKernels.MICROS_PER_DAY;
    long moved = TimeKernels.micros(local(timestamp, zone).plusDays(days).toInstant());
    return exactAdd(moved, rest);
  }

  /** As {@link #addInterval} for a timestamp without a zone. */
  public static long addLocalInterval(long timestamp, long interval) {
    return exactAdd(timestamp, interval);
  }

  private static long exactAdd(long left, long right) {
    try {
      return Math.addExact(left, right);
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The timestamp", "+", "try_add");
    }
  }

  public static long subtractTimestamps(long end, long start) {
    try {
      return Math.subtractExact(end, start);
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The interval", "-", "try_subtract");
    }
  }

  /** The time between what the clocks of a zone show at two moments. */
  public static long subtractTimestamps(long end, long start, String zone) {
    ZoneId place = TimeKernels.zone(zone);
    return subtractTimestamps(TimeKernels.toLocal(end, place), TimeKernels.toLocal(start, place));
  }

  /** The timestamp so many units later by the zone's calendar. */
  public static long addUnits(String unit, long count, long timestamp, String zone) {
    ZonedDateTime local = local(timestamp, zone);
    boolean quarters = unit.strip().equalsIgnoreCase("QUARTER");
    ZonedDateTime moved =
        quarters ? local.plusMonths(Math.multiplyExact(count, 3)) : local.plus(count, unit(unit));
    return TimeKernels.micros(moved.toInstant());
  }

  /** The whole units from start to end by the zone's calendar. */
  public static long differenceInUnits(String unit, long start, long end, String zone) {
    boolean quarters = unit.strip().equalsIgnoreCase("QUARTER");
    ChronoUnit chrono = quarters ? ChronoUnit.MONTHS : unit(unit);
    long units =
        chrono.between(local(start, zone).toLocalDateTime(), local(end, zone).toLocalDateTime());
    return quarters ? units / 3 : units;
  }

  private static ChronoUnit unit(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "YEAR" -> ChronoUnit.YEARS;
      case "MONTH" -> ChronoUnit.MONTHS;
      case "WEEK" -> ChronoUnit.WEEKS;
      case "DAY", "DAYOFYEAR" -> ChronoUnit.DAYS;
      case "HOUR" -> ChronoUnit.HOURS;
      case "MINUTE" -> ChronoUnit.MINUTES;
      case "SECOND" -> ChronoUnit.SECONDS;
      case "MILLISECOND" -> ChronoUnit.MILLIS;
      case "MICROSECOND" -> ChronoUnit.MICROS;
      default ->
          throw KernelErrors.invalidArgument(
              "unit",
              name,
              "known are YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND and MICROSECOND");
    };
  }

  public static double monthsBetween(long end, long start, String zone) {
    return monthsBetween(end, start, true, zone);
  }

  /**
   * Whole months when both fall on the same or the last day of their months, else with a fraction
   * of 31 days.
   */
  public static double monthsBetween(long end, long start, boolean rounded, String zone) {
    LocalDateTime a = local(end, zone).toLocalDateTime();
    LocalDateTime b = local(start, zone).toLocalDateTime();
    double months = (a.getYear() - b.getYear()) * 12.0 + a.getMonthValue() - b.getMonthValue();
    boolean bothLast =
        a.getDayOfMonth() == a.toLocalDate().lengthOfMonth()
            && b.getDayOfMonth() == b.toLocalDate().lengthOfMonth();
    if (a.getDayOfMonth() == b.getDayOfMonth() || bothLast) {
      return months;
    }
    long difference =
        (a.getDayOfMonth() - b.getDayOfMonth()) * DateKernels.MICROS_PER_DAY
            + (a.toLocalTime().toNanoOfDay() - b.toLocalTime().toNanoOfDay()) / 1000;
    double result = months + (double) difference / MICROS_PER_MONTH;
    return rounded
        ? BigDecimal.valueOf(result).setScale(8, RoundingMode.HALF_UP).doubleValue()
        : result;
  }

  public static long timestampSeconds(long seconds) {
    return exactScale(seconds, MICROS);
  }

  public static long timestampSeconds(BigDecimal seconds) {
    return seconds.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  public static long timestampSeconds(double seconds) {
    return timestampSeconds(BigDecimal.valueOf(seconds));
  }

  public static long timestampMillis(long milliseconds) {
    return exactScale(milliseconds, 1000);
  }

  public static long timestampMicros(long microseconds) {
    return microseconds;
  }

  private static long exactScale(long value, long factor) {
    try {
      return Math.multiplyExact(value, factor);
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The timestamp", String.valueOf(value), "try_cast");
    }
  }

  public static long unixSeconds(long timestamp) {
    return Math.floorDiv(timestamp, MICROS);
  }

  public static long unixMillis(long timestamp) {
    return Math.floorDiv(timestamp, 1000L);
  }

  public static long unixMicros(long timestamp) {
    return timestamp;
  }

  public static long makeTimestamp(
      int year, int month, int day, int hour, int minute, BigDecimal seconds, String zone) {
    return fromParts(year, month, day, hour, minute, seconds, TimeKernels.zone(zone));
  }

  public static long makeLocalTimestamp(
      int year, int month, int day, int hour, int minute, BigDecimal seconds) {
    return fromParts(year, month, day, hour, minute, seconds, ZoneOffset.UTC);
  }

  public static @Nullable Long tryMakeLocalTimestamp(
      int year, int month, int day, int hour, int minute, BigDecimal seconds) {
    return tried(() -> makeLocalTimestamp(year, month, day, hour, minute, seconds));
  }

  public static @Nullable Long tryMakeTimestamp(
      int year, int month, int day, int hour, int minute, BigDecimal seconds, String zone) {
    ZoneId place = TimeKernels.zone(zone);
    return tried(() -> fromParts(year, month, day, hour, minute, seconds, place));
  }

  private static @Nullable Long tried(LongSupplier making) {
    try {
      return making.getAsLong();
    } catch (SampoException e) {
      if (e.code() == ErrorCode.INVALID_ARGUMENT) {
        return null;
      }
      throw e;
    }
  }

  private static long fromParts(
      int year, int month, int day, int hour, int minute, BigDecimal seconds, ZoneId zone) {
    try {
      long micros = seconds.movePointRight(6).setScale(0, RoundingMode.DOWN).longValueExact();
      // 60 seconds exactly are the next minute, as Spark and PostgreSQL have it.
      boolean minuteMore = micros == 60 * MICROS;
      int nanos = minuteMore ? 0 : (int) (micros % MICROS) * 1000;
      LocalDateTime local =
          LocalDateTime.of(
              year,
              month,
              day,
              hour,
              minute,
              minuteMore ? 0 : Math.toIntExact(micros / MICROS),
              nanos);
      return TimeKernels.micros(local.plusMinutes(minuteMore ? 1 : 0).atZone(zone).toInstant());
    } catch (DateTimeException | ArithmeticException e) {
      throw KernelErrors.invalidArgument(
          "timestamp",
          year
              + "-"
              + month
              + "-"
              + day
              + " "
              + hour
              + ":"
              + minute
              + ":"
              + seconds.toPlainString(),
          String.valueOf(e.getMessage()));
    }
  }

  /** What the clocks of the zone showed at a moment given as UTC. */
  public static long fromUtc(long timestamp, String zone) {
    return TimeKernels.toLocal(timestamp, explicitZone(zone));
  }

  /** The moment, as UTC, when the clocks of the zone showed that. */
  public static long toUtc(long timestamp, String zone) {
    return TimeKernels.fromLocal(timestamp, explicitZone(zone));
  }

  /** What the clocks of one zone show when those of another show that. */
  public static long convertZone(String from, String to, long localTimestamp) {
    return TimeKernels.toLocal(
        TimeKernels.fromLocal(localTimestamp, explicitZone(from)), explicitZone(to));
  }

  /** What the clocks of a zone show when those of the session's zone show that. */
  public static long convertFromSession(String to, long localTimestamp, String session) {
    return convertZone(session, to, localTimestamp);
  }

  private static ZoneId explicitZone(String id) {
    try {
      return TimeKernels.zone(id.strip());
    } catch (DateTimeException | StringIndexOutOfBoundsException e) {
      throw KernelErrors.invalidArgument(
          "time zone", id, "known are names such as Europe/Helsinki and offsets such as +02:00");
    }
  }
}
