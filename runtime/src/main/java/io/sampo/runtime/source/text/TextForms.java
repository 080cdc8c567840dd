package io.sampo.runtime.source.text;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How values are written in a text file.
 *
 * @param dateFormat a Java date pattern, or null for {@code yyyy-MM-dd}
 * @param timestampFormat a Java date pattern, or null for the ISO forms
 * @param zone the zone of timestamps that name none
 * @param nan the text of not-a-number
 * @param positiveInfinity the text of infinity
 * @param negativeInfinity the text of negative infinity
 */
public record TextForms(
    @Nullable String dateFormat,
    @Nullable String timestampFormat,
    ZoneId zone,
    String nan,
    String positiveInfinity,
    String negativeInfinity) {

  public TextForms {
    check("dateFormat", dateFormat);
    check("timestampFormat", timestampFormat);
  }

  /**
   * Reads {@code dateformat}, {@code timestampformat}, {@code timezone}, {@code nanvalue}, {@code
   * positiveinf} and {@code negativeinf}.
   */
  public static TextForms of(Map<String, String> options) {
    return new TextForms(
        options.get("dateformat"),
        options.get("timestampformat"),
        zone(options.getOrDefault("timezone", "UTC")),
        options.getOrDefault("nanvalue", "NaN"),
        options.getOrDefault("positiveinf", "Inf"),
        options.getOrDefault("negativeinf", "-Inf"));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw invalid("timeZone", name, "it is no known zone or offset");
    }
  }

  private static void check(String option, @Nullable String pattern) {
    if (pattern != null) {
      try {
        TimestampText.pattern(pattern);
      } catch (IllegalArgumentException e) {
        throw invalid(option, pattern, String.valueOf(e.getMessage()));
      }
    }
  }

  /** The error for an option's value. */
  public static SampoException invalid(String option, String value, String details) {
    return new SampoException(
        ErrorCode.INVALID_ARGUMENT,
        Map.of("parameter", "option " + option, "value", value, "details", details));
  }
}
