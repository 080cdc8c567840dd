package io.sampo.runtime.sink.text;

import io.sampo.runtime.source.text.TextForms;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbers, dates and timestamps as Spark's text formats have them: {@code yyyy-MM-dd}, and
 * {@code yyyy-MM-ddTHH:mm:ss.SSS} with the offset where the type has a zone; microseconds only if
 * there are some. Options {@code dateformat}, {@code timestampformat} and {@code
 * timestampntzformat} take Java patterns, {@code timezone} the zone. Immutable.
 */
public final class ValueFormat {
  private static final long MICROS = 1_000_000L;
  private static final long DAY_SECONDS = 86_400L;

  private final ZoneId zone;
  private final @Nullable DateTimeFormatter datePattern;
  private final @Nullable DateTimeFormatter instantPattern;
  private final @Nullable DateTimeFormatter localPattern;

  public ValueFormat(Map<String, String> options) {
    zone = TextForms.of(Map.of("timezone", options.getOrDefault("timezone", "UTC"))).zone();
    datePattern = pattern("dateFormat", options.get("dateformat"));
    instantPattern = pattern("timestampFormat", options.get("timestampformat"));
    localPattern = pattern("timestampNTZFormat", options.get("timestampntzformat"));
  }

  private static @Nullable DateTimeFormatter pattern(String option, @Nullable String text) {
    try {
      return text == null ? null : DateTimeFormatter.ofPattern(text, Locale.US);
    } catch (IllegalArgumentException e) {
      throw TextForms.invalid(option, String.valueOf(text), String.valueOf(e.getMessage()));
    }
  }

  /** A date, as days since 1970-01-01. */
  public void date(TextOutput out, int days) {
    LocalDate date = LocalDate.ofEpochDay(days);
    if (datePattern != null) {
      out.put(formatted(datePattern, date.atStartOfDay(ZoneOffset.UTC)));
    } else {
      calendarDate(out, date);
    }
  }

  private static void calendarDate(TextOutput out, LocalDate date) {
    int year = date.getYear();
    if (year < 0 || year > 9999) {
      out.put(date.toString());
      return;
    }
    out.putDigits(year, 4);
    out.put('-');
    out.putDigits(date.getMonthValue(), 2);
    out.put('-');
    out.putDigits(date.getDayOfMonth(), 2);
  }

  /** An instant, as microseconds since 1970-01-01T00:00Z, on the clocks of the zone. */
  public void instant(TextOutput out, long micros) {
    Instant instant =
        Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
    if (instantPattern != null) {
      out.put(formatted(instantPattern, instant.atZone(zone)));
      return;
    }
    int offset = zone.getRules().getOffset(instant).getTotalSeconds();
    localTime(out, micros + offset * MICROS);
    if (offset == 0) {
      out.put('Z');
    } else {
      out.put(ZoneOffset.ofTotalSeconds(offset).getId());
    }
  }

  /** A timestamp without a zone, as microseconds since 1970-01-01T00:00. */
  public void local(TextOutput out, long micros) {
    if (localPattern != null) {
      long second = Math.floorDiv(micros, MICROS);
      int nano = (int) Math.floorMod(micros, MICROS) * 1000;
      out.put(
          formatted(
              localPattern,
              LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC).atZone(ZoneOffset.UTC)));
    } else {
      localTime(out, micros);
    }
  }

  private static void localTime(TextOutput out, long micros) {
    long seconds = Math.floorDiv(micros, MICROS);
    long fraction = Math.floorMod(micros, MICROS);
    calendarDate(out, LocalDate.ofEpochDay(Math.floorDiv(seconds, DAY_SECONDS)));
    long second = Math.floorMod(seconds, DAY_SECONDS);
    out.put('T');
    out.putDigits(second / 3600, 2);
    out.put(':');
    out.putDigits(second / 60 % 60, 2);
    out.put(':');
    out.putDigits(second % 60, 2);
    out.put('.');
    if (fraction % 1000 == 0) {
      out.putDigits(fraction / 1000, 3);
    } else {
      out.putDigits(fraction, 6);
    }
  }

  private static String formatted(DateTimeFormatter pattern, java.time.ZonedDateTime time) {
    try {
      return pattern.format(time);
    } catch (DateTimeException e) {
      throw TextForms.invalid("dateFormat", pattern.toString(), String.valueOf(e.getMessage()));
    }
  }

  /** A decimal of at most 18 digits, by its unscaled value. */
  public void decimal(TextOutput out, long unscaled, int scale) {
    if (scale == 0) {
      out.putInteger(unscaled);
      return;
    }
    if (unscaled < 0) {
      out.put('-');
    }
    long magnitude = Math.abs(unscaled);
    long unit = 1;
    for (int i = 0; i < scale; i++) {
      unit *= 10;
    }
    out.putInteger(magnitude / unit);
    out.put('.');
    out.putDigits(magnitude % unit, scale);
  }

  public void decimal(TextOutput out, BigDecimal value) {
    out.put(value.toPlainString());
  }
}
