package io.sampo.plan.function.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Timestamps (microseconds since 1970-01-01T00:00Z) and the time zones they are shown in. */
public final class TimeKernels {
  static final long MICROS_PER_SECOND = 1_000_000L;

  /** The zone used last: nearly always the session's own. */
  private static volatile ZoneId recentZone = ZoneOffset.UTC;

  private TimeKernels() {}

  static ZoneId zone(String id) {
    ZoneId recent = recentZone;
    if (recent.getId().equals(id)) {
      return recent;
    }
    ZoneId fresh = TimeParsing.parseZone(id);
    recentZone = fresh;
    return fresh;
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * 1000L);
  }

  static ZonedDateTime zoned(long micros, ZoneId zone) {
    return instant(micros).atZone(zone);
  }

  static long micros(Instant instant) {
    try {
      long seconds = Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND);
      return Math.addExact(seconds, instant.getNano() / 1000);
    } catch (ArithmeticException e) {
      throw KernelErrors.overflow("The timestamp", instant.toString(), "try_add");
    }
  }

  /** The start of the day in the zone. */
  public static long dateToTimestamp(int date, ZoneId zone) {
    return micros(LocalDate.ofEpochDay(date).atStartOfDay(zone).toInstant());
  }

  /** The day the clocks of the zone show. */
  public static int timestampToDate(long micros, ZoneId zone) {
    return (int) zoned(micros, zone).toLocalDate().toEpochDay();
  }

  /** What the clocks of the zone show, in microseconds. */
  public static long toLocal(long micros, ZoneId zone) {
    return micros(zoned(micros, zone).toLocalDateTime().toInstant(ZoneOffset.UTC));
  }

  /** When the clocks of the zone show that. */
  public static long fromLocal(long localMicros, ZoneId zone) {
    return micros(
        LocalDateTime.ofInstant(instant(localMicros), ZoneOffset.UTC).atZone(zone).toInstant());
  }
}
