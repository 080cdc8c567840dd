package io.sampo.plan.function;

import io.sampo.types.ByteType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.IntegerType;
import io.sampo.types.ShortType;
import java.math.BigDecimal;

/** The types of decimal arithmetic. */
public final class DecimalRules {
  private static final int MAX = DecimalType.MAX_PRECISION;

  private DecimalRules() {}

  /**
   * The decimal type that holds all values of an integral type; a decimal type itself; 38 digits,
   * 18 of them behind the point, for others.
   */
  public static DecimalType of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal;
    }
    if (type instanceof ByteType) {
      return new DecimalType(3, 0);
    }
    if (type instanceof ShortType) {
      return new DecimalType(5, 0);
    }
    if (type instanceof IntegerType) {
      return new DecimalType(10, 0);
    }
    return type.isIntegral() ? new DecimalType(20, 0) : new DecimalType(MAX, 18);
  }

  /** The smallest type that holds the value. */
  public static DecimalType ofValue(BigDecimal value) {
    int scale = Math.max(value.scale(), 0);
    int digits = value.scale() < 0 ? value.precision() - value.scale() : value.precision();
    return new DecimalType(Math.clamp(Math.max(digits, scale), 1, MAX), Math.min(scale, MAX));
  }

  /**
   * The type that holds the values of both, giving up digits behind the point when 38 do not
   * suffice.
   */
  public static DecimalType wider(DecimalType left, DecimalType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    if (whole + scale <= MAX) {
      return new DecimalType(Math.max(1, whole + scale), scale);
    }
    return new DecimalType(MAX, Math.max(0, MAX - whole));
  }

  static DecimalType sum(DecimalType left, DecimalType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale());
    return DecimalType.adjusted(whole + scale + 1, scale);
  }

  static DecimalType product(DecimalType left, DecimalType right) {
    return DecimalType.adjusted(
        left.precision() + right.precision() + 1, left.scale() + right.scale());
  }

  static DecimalType quotient(DecimalType left, DecimalType right) {
    int whole = left.precision() - left.scale() + right.scale();
    int scale = Math.max(6, left.scale() + right.precision() + 1);
    return DecimalType.adjusted(whole + scale, scale);
  }

  static DecimalType remainder(DecimalType left, DecimalType right) {
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.min(left.precision() - left.scale(), right.precision() - right.scale());
    return DecimalType.adjusted(Math.max(1, whole + scale), scale);
  }

  /** The type of the sum of a column. */
  public static DecimalType total(DecimalType input) {
    return bounded(input.precision() + 10, input.scale());
  }

  /** The type of the average of a column. */
  public static DecimalType average(DecimalType input) {
    return bounded(input.precision() + 4, input.scale() + 4);
  }

  static DecimalType bounded(int precision, int scale) {
    return new DecimalType(Math.min(precision, MAX), Math.min(scale, MAX));
  }
}
