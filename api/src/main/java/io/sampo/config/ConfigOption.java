package io.sampo.config;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One setting.
 *
 * @param key as users write it; case matters
 * @param kind which values are valid
 * @param defaultValue the value when it is not set; empty means that the engine chooses
 * @param since the version that introduced it
 * @param documentation one or two sentences for users
 */
public record ConfigOption(
    String key, Kind kind, Optional<String> defaultValue, String since, String documentation) {
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([kmgt]?)i?b?");
  private static final int BITS_PER_UNIT = 10;

  /** What a value must look like. */
  public enum Kind {
    /** {@code true} or {@code false}. */
    BOOLEAN("true or false"),
    /** A whole number, not negative. */
    INTEGER("a whole number, not negative"),
    /**
     * A whole number of bytes, with {@code k}, {@code m}, {@code g} or {@code t} for powers of
     * 1024.
     */
    SIZE("a size such as 512m or 8g"),
    /** Any text. */
    TEXT("text"),
    /** A region or an offset: {@code Europe/Helsinki}, {@code +02:00}. */
    TIME_ZONE("a time zone such as UTC, Europe/Helsinki or +02:00");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    /** In words, as errors and documentation say it. */
    public String description() {
      return description;
    }
  }

  /**
   * Checks a value.
   *
   * @return the value, trimmed
   * @throws SampoException when it is not of the kind
   */
  public String checked(String value) {
    String trimmed = value.strip();
    boolean valid =
        switch (kind) {
          case BOOLEAN -> trimmed.equalsIgnoreCase("true") || trimmed.equalsIgnoreCase("false");
          case INTEGER -> trimmed.matches("\\d{1,9}");
          case SIZE -> SIZE.matcher(trimmed.toLowerCase(Locale.ROOT)).matches();
          case TEXT -> true;
          case TIME_ZONE -> isTimeZone(trimmed);
        };
    if (!valid) {
      throw new SampoException(
          ErrorCode.INVALID_CONFIG_VALUE,
          Map.of("value", value, "key", key, "details", "expected " + kind.description()));
    }
    return trimmed;
  }

  /**
   * The bytes that a size stands for.
   *
   * @throws SampoException when it is no size
   */
  public long bytes(String value) {
    Matcher matcher = SIZE.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new SampoException(
          ErrorCode.INVALID_CONFIG_VALUE,
          Map.of("value", value, "key", key, "details", "expected " + Kind.SIZE.description()));
    }
    int unit = " kmgt".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (BITS_PER_UNIT * unit));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new SampoException(
          ErrorCode.INVALID_CONFIG_VALUE,
          Map.of("value", value, "key", key, "details", "it is larger than any memory"),
          null,
          e);
    }
  }

  private static boolean isTimeZone(String value) {
    try {
      ZoneId.of(value);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
