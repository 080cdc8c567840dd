package io.sampo.analyzer;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as text: {@code 1 hour 30 minutes}. Months and years have no fixed length. */
final class DurationText {
  private static final Pattern PART = Pattern.compile("\\G\\s*([+-]?\\d{1,15})\\s+([a-z]+)\\s*");
  private static final long SECOND = 1_000_000;

  private DurationText() {}

  /** The microseconds; empty when the text is no such length. */
  static Optional<Long> micros(String text) {
    String body = text.strip().toLowerCase(Locale.ROOT);
    if (body.startsWith("interval ")) {
      body = body.substring("interval ".length());
    }
    Matcher part = PART.matcher(body);
    long total = 0;
    int end = 0;
    try {
      while (part.find()) {
        long unit = unit(part.group(2));
        if (unit == 0) {
          return Optional.empty();
        }
        total = Math.addExact(total, Math.multiplyExact(Long.parseLong(part.group(1)), unit));
        end = part.end();
      }
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
    return end == 0 || end < body.length() ? Optional.empty() : Optional.of(total);
  }

  private static long unit(String name) {
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    return switch (singular) {
      case "microsecond" -> 1;
      case "millisecond" -> SECOND / 1000;
      case "second" -> SECOND;
      case "minute" -> 60 * SECOND;
      case "hour" -> 3600 * SECOND;
      case "day" -> 24 * 3600 * SECOND;
      case "week" -> 7 * 24 * 3600 * SECOND;
      default -> 0;
    };
  }
}
