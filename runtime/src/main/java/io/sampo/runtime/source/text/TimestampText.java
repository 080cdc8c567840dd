package io.sampo.runtime.source.text;

import io.sampo.codegen.vector.Memory;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text to timestamps in microseconds since 1970-01-01T00:00Z: ISO forms directly, others by a
 * pattern. Immutable.
 *
 * <p>ISO forms: a date, then optionally {@code T} or blanks and a time of day with up to nine
 * digits of a second, then optionally a zone ({@code Z}, an offset or a region).
 */
final class TimestampText {
  private static final int LONGEST = 128;

  private final ZoneId zone;
  private final boolean fixedOffset;
  private final long offsetMicros;
  private final @Nullable DateTimeFormatter pattern;

  /**
   * @param zone the zone of text that names none
   * @param pattern a Java date pattern, or null for the ISO forms
   */
  TimestampText(ZoneId zone, @Nullable DateTimeFormatter pattern) {
    this.zone = zone;
    this.pattern = pattern;
    this.fixedOffset = zone.getRules().isFixedOffset();
    this.offsetMicros =
        fixedOffset
            ? zone.getRules().getOffset(java.time.Instant.EPOCH).getTotalSeconds()
                * DateText.MICROS_PER_SECOND
            : 0;
  }

  /**
   * A formatter of the user's pattern; missing parts of a date default to the first, of a time to
   * zero.
   */
  static DateTimeFormatter pattern(String text) {
    var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(text);
    if (!text.contains("M") && !text.contains("L") && !text.contains("D")) {
      builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
    }
    if (!text.contains("d") && !text.contains("D")) {
      builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
    }
    return builder.parseDefaulting(ChronoField.ERA, 1).toFormatter(Locale.US);
  }

  /** The microseconds of an instant, or {@link DateText#NO_TIME}. */
  long instant(long address, int length) {
    return pattern == null ? iso(address, length, true) : byPattern(address, length, pattern, true);
  }

  /**
   * The microseconds of a timestamp without a zone; a zone in the text is ignored. Or {@link
   * DateText#NO_TIME}.
   */
  long local(long address, int length) {
    return pattern == null
        ? iso(address, length, false)
        : byPattern(address, length, pattern, false);
  }

  private long iso(long address, int length, boolean zoned) {
    int dateLength = 0;
    while (dateLength < length
        && dateLength < 11
        && isDatePart(Memory.getByte(address + dateLength))) {
      dateLength++;
    }
    int days = DateText.lenient(address, dateLength);
    if (days == DateText.NONE) {
      return DateText.NO_TIME;
    }
    long local = days * DateText.MICROS_PER_DAY;
    int at = dateLength;
    if (at < length && Memory.getByte(address + at) == 'T') {
      at++;
    } else {
      while (at < length && Memory.getByte(address + at) == ' ') {
        at++;
      }
    }
    if (at == length) {
      return at == dateLength ? (zoned ? toInstant(local, zone) : local) : DateText.NO_TIME;
    }
    int timeEnd = at;
    while (timeEnd < length && isTimePart(Memory.getByte(address + timeEnd))) {
      timeEnd++;
    }
    long time = DateText.timeOfDay(address + at, timeEnd - at);
    if (time < 0 || at == dateLength) {
      return DateText.NO_TIME;
    }
    return withZone(local + time, address + timeEnd, length - timeEnd, zoned);
  }

  private long withZone(long local, long address, int length, boolean zoned) {
    if (length == 0) {
      return zoned ? toInstant(local, zone) : local;
    }
    if (length == 1 && Memory.getByte(address) == 'Z') {
      return local;
    }
    ZoneId named = zone(text(address, length).strip());
    if (named == null) {
      return DateText.NO_TIME;
    }
    return zoned ? toInstant(local, named) : local;
  }

  private static @Nullable ZoneId zone(String name) {
    try {
      String spelled =
          name.matches("[+-]\\d:\\d\\d") ? name.charAt(0) + "0" + name.substring(1) : name;
      return spelled.isEmpty() ? null : ZoneId.of(spelled);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /**
   * The instant at which clocks of the zone show the local time; in a gap the offset before it
   * holds.
   */
  private long toInstant(long local, ZoneId place) {
    if (place == zone && fixedOffset) {
      return local - offsetMicros;
    }
    long seconds = Math.floorDiv(local, DateText.MICROS_PER_SECOND);
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return local - place.getRules().getOffset(time).getTotalSeconds() * DateText.MICROS_PER_SECOND;
  }

  private long byPattern(long address, int length, DateTimeFormatter format, boolean zoned) {
    try {
      TemporalAccessor parsed = format.parse(text(address, length));
      LocalDate date = parsed.query(TemporalQueries.localDate());
      if (date == null) {
        return DateText.NO_TIME;
      }
      var time = parsed.query(TemporalQueries.localTime());
      long local =
          date.toEpochDay() * DateText.MICROS_PER_DAY
              + (time == null ? 0 : time.toNanoOfDay() / 1000);
      ZoneId named = parsed.query(TemporalQueries.zone());
      return zoned ? toInstant(local, named == null ? zone : named) : local;
    } catch (DateTimeException e) {
      return DateText.NO_TIME;
    }
  }

  /** The days of a date in the user's pattern, or {@link DateText#NONE}. */
  static int date(long address, int length, DateTimeFormatter format) {
    try {
      LocalDate date = format.parse(text(address, length)).query(TemporalQueries.localDate());
      return date == null ? DateText.NONE : (int) date.toEpochDay();
    } catch (DateTimeException e) {
      return DateText.NONE;
    }
  }

  private static String text(long address, int length) {
    if (length > LONGEST) {
      return "";
    }
    byte[] bytes = new byte[length];
    Memory.copyTo(address, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static boolean isDatePart(byte b) {
    return b >= '0' && b <= '9' || b == '-';
  }

  private static boolean isTimePart(byte b) {
    return b >= '0' && b <= '9' || b == ':' || b == '.';
  }
}
