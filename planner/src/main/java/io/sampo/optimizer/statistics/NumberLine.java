package io.sampo.optimizer.statistics;

import io.sampo.types.DataType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Places values of any ordered type on a line of doubles, for interpolation. */
final class NumberLine {
  private NumberLine() {}

  /** The place of a literal's value; NaN when it has none. */
  static double of(@Nullable Object value) {
    return switch (value) {
      case Boolean truth -> truth ? 1 : 0;
      case Number number -> number.doubleValue();
      case String text -> text(text);
      case null, default -> Double.NaN;
    };
  }

  /** The first six bytes as a fraction with base 256: keeps the order of strings. */
  private static double text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    double place = 0;
    for (int i = 0; i < 6; i++) {
      place = place * 256 + (i < bytes.length ? bytes[i] & 0xFF : 0);
    }
    return place;
  }

  /**
   * Whether the values of the type are whole numbers, so that a range bounds how many there are.
   */
  static boolean discrete(DataType type) {
    return type.isIntegral() || type.equals(DataType.DATE) || type.equals(DataType.BOOLEAN);
  }
}
