package io.sampo.optimizer.simplification;

import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.ShortType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which conversions between number types keep every value and its order. */
final class Widening {
  private Widening() {}

  /**
   * Whether each value of one type has an equal in the other, so that comparing before and after
   * the cast is the same.
   */
  static boolean isLossless(DataType from, DataType to) {
    int digits = wholeDigits(from);
    if (to instanceof DecimalType wide) {
      int scale = from instanceof DecimalType narrow ? narrow.scale() : 0;
      return digits > 0 && wide.scale() >= scale && wide.precision() - wide.scale() >= digits;
    }
    if (to instanceof DoubleType) {
      return from instanceof ByteType
          || from instanceof ShortType
          || from instanceof IntegerType
          || from instanceof FloatType;
    }
    return from.isIntegral() && to.isIntegral() && rank(to) > rank(from);
  }

  /**
   * Digits before the point that the largest value needs; 0 for types that are not exact numbers.
   */
  private static int wholeDigits(DataType type) {
    if (type instanceof DecimalType decimal) {
      return Math.max(1, decimal.precision() - decimal.scale());
    }
    return switch (rank(type)) {
      case 1 -> 3;
      case 2 -> 5;
      case 3 -> 10;
      case 4 -> 19;
      default -> 0;
    };
  }

  private static int rank(DataType type) {
    if (type instanceof ByteType) {
      return 1;
    }
    if (type instanceof ShortType) {
      return 2;
    }
    if (type instanceof IntegerType) {
      return 3;
    }
    return type instanceof LongType ? 4 : 0;
  }

  /** Whether two literals' values are the same number, or equal. */
  static boolean sameValue(Object one, @Nullable Object other) {
    return one instanceof BigDecimal first && other instanceof BigDecimal second
        ? first.compareTo(second) == 0
        : one.equals(other);
  }
}
