package io.sampo.types;

/**
 * An exact number of {@code precision} digits, {@code scale} of them behind the point.
 *
 * @param precision total digits, 1 to 38
 * @param scale digits behind the point, 0 to {@code precision}
 */
public record DecimalType(int precision, int scale) implements DataType {
  /** The largest precision, that of a signed 128-bit integer. */
  public static final int MAX_PRECISION = 38;

  /** The largest precision whose unscaled value always fits a 64-bit integer. */
  public static final int MAX_LONG_PRECISION = 18;

  public DecimalType {
    if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "DECIMAL(" + precision + "," + scale + ") is out of range");
    }
  }

  /**
   * The type for a result that needs the given digits, lowering the scale when they exceed 38 but
   * never below {@code min(scale, 6)}: Spark's rule for decimal arithmetic that may lose precision.
   */
  public static DecimalType adjusted(int precision, int scale) {
    if (precision <= MAX_PRECISION) {
      return new DecimalType(precision, scale);
    }
    int integerDigits = precision - scale;
    int keptScale = Math.max(MAX_PRECISION - integerDigits, Math.min(scale, 6));
    return new DecimalType(MAX_PRECISION, keptScale);
  }

  /** Whether every value fits a 64-bit unscaled integer. */
  public boolean fitsLong() {
    return precision <= MAX_LONG_PRECISION;
  }

  @Override
  public String sql() {
    return "DECIMAL(" + precision + "," + scale + ")";
  }

  @Override
  public String simpleName() {
    return "decimal(" + precision + "," + scale + ")";
  }

  @Override
  public String toString() {
    return sql();
  }
}
