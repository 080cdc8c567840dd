package io.sampo.sql.lowering;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.error.Span;
import io.sampo.spec.Expression.Literal;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

/**
 * Reads numeric literals; a minus sign right before belongs to the literal, so that the smallest
 * integers can be written.
 */
final class NumberLiterals {
  private NumberLiterals() {}

  /** The literal for digits, optionally with point, exponent and a type suffix. */
  static Literal literal(String text, boolean negative, Span span) {
    String signed = negative ? "-" + text : text;
    char last = Character.toUpperCase(text.charAt(text.length() - 1));
    boolean exponent = text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    String body = signed.substring(0, signed.length() - 1);
    return switch (last) {
      case 'L' -> integral(body, DataType.LONG, Long.MIN_VALUE, Long.MAX_VALUE, span);
      case 'S' -> integral(body, DataType.SHORT, Short.MIN_VALUE, Short.MAX_VALUE, span);
      case 'Y' -> integral(body, DataType.BYTE, Byte.MIN_VALUE, Byte.MAX_VALUE, span);
      case 'F' -> floating(body, span);
      case 'D' -> {
        char before = Character.toUpperCase(text.charAt(text.length() - 2));
        yield before == 'B'
            ? decimal(signed.substring(0, signed.length() - 2), span)
            : doubled(body, span);
      }
      default -> {
        if (exponent) {
          yield doubled(signed, span);
        }
        yield text.indexOf('.') >= 0 ? decimal(signed, span) : whole(signed, span);
      }
    };
  }

  /** Digits without suffix have the narrowest of INT, BIGINT and DECIMAL that holds them. */
  private static Literal whole(String text, Span span) {
    var value = new BigInteger(text);
    if (value.bitLength() < Integer.SIZE) {
      return new Literal(value.intValue(), DataType.INTEGER, Origin.of(span));
    }
    boolean fitsLong = value.bitLength() < Long.SIZE;
    return fitsLong
        ? new Literal(value.longValue(), DataType.LONG, Origin.of(span))
        : decimal(text, span);
  }

  private static Literal integral(
      String text, DataType type, long minimum, long maximum, Span span) {
    var value = new BigInteger(text);
    boolean fits =
        value.bitLength() < Long.SIZE
            && value.longValue() >= minimum
            && value.longValue() <= maximum;
    if (!fits) {
      throw outOfRange(text, type, Long.toString(minimum), Long.toString(maximum), span);
    }
    long number = value.longValue();
    Object boxed;
    if (type.equals(DataType.LONG)) {
      boxed = number;
    } else if (type.equals(DataType.SHORT)) {
      boxed = (short) number;
    } else {
      boxed = (byte) number;
    }
    return new Literal(boxed, type, Origin.of(span));
  }

  private static Literal doubled(String text, Span span) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw outOfRange(
          text, DataType.DOUBLE, "-" + Double.MAX_VALUE, Double.toString(Double.MAX_VALUE), span);
    }
    return new Literal(value, DataType.DOUBLE, Origin.of(span));
  }

  private static Literal floating(String text, Span span) {
    float value = Float.parseFloat(text);
    if (Float.isInfinite(value)) {
      throw outOfRange(
          text, DataType.FLOAT, "-" + Float.MAX_VALUE, Float.toString(Float.MAX_VALUE), span);
    }
    return new Literal(value, DataType.FLOAT, Origin.of(span));
  }

  private static Literal decimal(String text, Span span) {
    BigDecimal value = exact(text, span);
    if (value.scale() < 0 && value.precision() - value.scale() <= DecimalType.MAX_PRECISION) {
      value = value.setScale(0);
    }
    int precision = Math.max(value.precision(), value.scale()) + Math.max(0, -value.scale());
    if (precision > DecimalType.MAX_PRECISION) {
      throw new SampoException(
          ErrorCode.DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION,
          Map.of("precision", precision, "max_precision", DecimalType.MAX_PRECISION),
          span);
    }
    return new Literal(value, new DecimalType(precision, value.scale()), Origin.of(span));
  }

  private static BigDecimal exact(String text, Span span) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException exponentTooLarge) {
      throw outOfRange(text, new DecimalType(DecimalType.MAX_PRECISION, 0), "-1E38", "1E38", span);
    }
  }

  private static SampoException outOfRange(
      String text, DataType type, String minimum, String maximum, Span span) {
    return new SampoException(
        ErrorCode.INVALID_NUMERIC_LITERAL_RANGE,
        Map.of("literal", text, "type", type.sql(), "minimum", minimum, "maximum", maximum),
        span);
  }
}
