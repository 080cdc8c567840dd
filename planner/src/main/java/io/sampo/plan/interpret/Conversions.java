package io.sampo.plan.interpret;

import io.sampo.error.SampoException;
import io.sampo.plan.function.kernel.KernelErrors;
import io.sampo.plan.function.kernel.TextParsing;
import io.sampo.plan.function.kernel.ValueText;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.CalendarIntervalType;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.DecimalType;
import io.sampo.types.DoubleType;
import io.sampo.types.FloatType;
import io.sampo.types.IntegerType;
import io.sampo.types.LongType;
import io.sampo.types.MapType;
import io.sampo.types.NullType;
import io.sampo.types.ShortType;
import io.sampo.types.StringType;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Casts between all types. */
final class Conversions {
  private Conversions() {}

  /** The cast; lenient ones yield null where strict ones throw. */
  static Conversion of(DataType from, DataType to, boolean lenient, ZoneId zone) {
    Conversion strict = strict(from, to, zone);
    if (!lenient) {
      return strict;
    }
    if (isNested(from)) {
      return nested(from, to, true, zone);
    }
    return value -> {
      try {
        return strict.convert(value);
      } catch (SampoException e) {
        return null;
      }
    };
  }

  private static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }

  private static Conversion strict(DataType from, DataType to, ZoneId zone) {
    if (from.equals(to) || from instanceof NullType) {
      return value -> value;
    }
    return switch (to) {
      case StringType s -> value -> ValueText.of(value, from, zone);
      case BinaryType b -> binary(from, to);
      case BooleanType b -> condition(from, to);
      case ByteType b -> whole(from, to, Byte.MIN_VALUE, Byte.MAX_VALUE, value -> (byte) value);
      case ShortType s -> whole(from, to, Short.MIN_VALUE, Short.MAX_VALUE, value -> (short) value);
      case IntegerType i ->
          whole(from, to, Integer.MIN_VALUE, Integer.MAX_VALUE, value -> (int) value);
      case LongType l -> whole(from, to, Long.MIN_VALUE, Long.MAX_VALUE, value -> value);
      case FloatType f -> floats(from);
      case DoubleType d -> doubles(from);
      case DecimalType d -> decimal(from, d);
      case DateType d -> TimeConversions.toDate(from, zone);
      case TimestampType t -> TimeConversions.toTimestamp(from, zone);
      case TimestampNtzType t -> TimeConversions.toLocalTimestamp(from, zone);
      case DayTimeIntervalType d -> TimeConversions.toDayTime(from);
      case YearMonthIntervalType y -> TimeConversions.toYearMonth(from);
      case CalendarIntervalType c -> throw refused(from, to);
      case ArrayType a -> nested(from, to, false, zone);
      case MapType m -> nested(from, to, false, zone);
      case StructType s -> nested(from, to, false, zone);
      case NullType n -> throw refused(from, to);
    };
  }

  static SampoException refused(DataType from, DataType to) {
    return SampoException.internal("no cast from " + from.sql() + " to " + to.sql(), null);
  }

  private static Conversion binary(DataType from, DataType to) {
    return switch (from) {
      case StringType s -> value -> ((String) value).getBytes(StandardCharsets.UTF_8);
      case ByteType b -> value -> new byte[] {(Byte) value};
      case ShortType s -> value -> ByteBuffer.allocate(Short.BYTES).putShort((Short) value).array();
      case IntegerType i ->
          value -> ByteBuffer.allocate(Integer.BYTES).putInt((Integer) value).array();
      case LongType l -> value -> ByteBuffer.allocate(Long.BYTES).putLong((Long) value).array();
      default -> throw refused(from, to);
    };
  }

  private static Conversion condition(DataType from, DataType to) {
    if (from instanceof StringType) {
      return value -> parsed(TextParsing.parseBoolean((String) value), value, from, to);
    }
    if (from instanceof DecimalType) {
      return value -> ((BigDecimal) value).signum() != 0;
    }
    if (from.isNumeric()) {
      return value -> ((Number) value).doubleValue() != 0;
    }
    throw refused(from, to);
  }

  private interface Narrowing {
    Object apply(long value);
  }

  private static Conversion whole(
      DataType from, DataType to, long min, long max, Narrowing narrowing) {
    if (from instanceof StringType) {
      return value ->
          narrowing.apply(parsed(TextParsing.parseLong((String) value, min, max), value, from, to));
    }
    if (from instanceof BooleanType) {
      return value -> narrowing.apply((Boolean) value ? 1 : 0);
    }
    if (from instanceof TimestampType) {
      return value ->
          narrowing.apply(
              inRange(Math.floorDiv((Long) value, 1_000_000L), min, max, value, from, to));
    }
    if (from.isFloating()) {
      return value ->
          narrowing.apply(truncated(((Number) value).doubleValue(), min, max, value, from, to));
    }
    if (from instanceof DecimalType) {
      return value -> narrowing.apply(truncated((BigDecimal) value, min, max, from, to));
    }
    if (from.isIntegral()) {
      return value ->
          narrowing.apply(inRange(((Number) value).longValue(), min, max, value, from, to));
    }
    throw refused(from, to);
  }

  private static long inRange(
      long number, long min, long max, Object value, DataType from, DataType to) {
    if (number < min || number > max) {
      throw KernelErrors.castOverflow(value, from, to);
    }
    return number;
  }

  private static long truncated(
      double number, long min, long max, Object value, DataType from, DataType to) {
    // 2^63 itself is a double, so the upper bound is compared one beyond the largest value.
    boolean fits = number > min - 1.0 && number < max + 1.0 || number == min;
    if (!fits) {
      throw KernelErrors.castOverflow(value, from, to);
    }
    return (long) number;
  }

  private static long truncated(BigDecimal value, long min, long max, DataType from, DataType to) {
    BigDecimal whole = value.setScale(0, java.math.RoundingMode.DOWN);
    boolean fits =
        whole.compareTo(BigDecimal.valueOf(min)) >= 0
            && whole.compareTo(BigDecimal.valueOf(max)) <= 0;
    if (!fits) {
      throw KernelErrors.castOverflow(value.toPlainString(), from, to);
    }
    return whole.longValue();
  }

  private static Conversion floats(DataType from) {
    if (from instanceof StringType) {
      return value -> parsed(TextParsing.parseFloat((String) value), value, from, DataType.FLOAT);
    }
    Conversion number = doubles(from);
    return value ->
        value instanceof Number plain && !(from instanceof TimestampType)
            ? (Object) plain.floatValue()
            : (Object) ((Number) required(number.convert(value))).floatValue();
  }

  private static Conversion doubles(DataType from) {
    if (from instanceof StringType) {
      return value -> parsed(TextParsing.parseDouble((String) value), value, from, DataType.DOUBLE);
    }
    if (from instanceof BooleanType) {
      return value -> (Boolean) value ? 1.0 : 0.0;
    }
    if (from instanceof TimestampType) {
      return value -> (Long) value / 1e6;
    }
    if (from.isNumeric()) {
      return value -> ((Number) value).doubleValue();
    }
    throw refused(from, DataType.DOUBLE);
  }

  private static Conversion decimal(DataType from, DecimalType to) {
    if (from instanceof StringType) {
      return value -> fitted(parsed(TextParsing.parseDecimal((String) value), value, from, to), to);
    }
    if (from instanceof BooleanType) {
      return value -> fitted((Boolean) value ? BigDecimal.ONE : BigDecimal.ZERO, to);
    }
    if (from instanceof TimestampType) {
      return value -> fitted(BigDecimal.valueOf((Long) value, 6), to);
    }
    if (from instanceof DecimalType) {
      return value -> fitted((BigDecimal) value, to);
    }
    if (from.isFloating()) {
      return value -> fitted(exact((Number) value, from, to), to);
    }
    if (from.isIntegral()) {
      return value -> fitted(BigDecimal.valueOf(((Number) value).longValue()), to);
    }
    throw refused(from, to);
  }

  private static BigDecimal exact(Number value, DataType from, DataType to) {
    if (!Double.isFinite(value.doubleValue())) {
      throw KernelErrors.castOverflow(value, from, to);
    }
    return new BigDecimal(value.toString());
  }

  private static BigDecimal fitted(BigDecimal value, DecimalType to) {
    BigDecimal fitted = TextParsing.fit(value, to.precision(), to.scale());
    if (fitted == null) {
      throw KernelErrors.outOfRange(value.toPlainString(), to);
    }
    return fitted;
  }

  static <T> T parsed(@Nullable T result, Object value, DataType from, DataType to) {
    if (result == null) {
      throw KernelErrors.malformed(value, from, to);
    }
    return result;
  }

  private static Object required(@Nullable Object value) {
    if (value == null) {
      throw SampoException.internal("a strict cast yielded null", null);
    }
    return value;
  }

  private static Conversion nested(DataType from, DataType to, boolean lenient, ZoneId zone) {
    if (to instanceof StringType) {
      return value -> ValueText.of(value, from, zone);
    }
    if (from instanceof ArrayType a && to instanceof ArrayType b) {
      Conversion element = nullable(of(a.elementType(), b.elementType(), lenient, zone));
      return value -> list((List<?>) value, element);
    }
    if (from instanceof MapType a && to instanceof MapType b) {
      Conversion key = nullable(of(a.keyType(), b.keyType(), lenient, zone));
      Conversion item = nullable(of(a.valueType(), b.valueType(), lenient, zone));
      return value -> map((Map<?, ?>) value, key, item);
    }
    if (from instanceof StructType a && to instanceof StructType b && a.size() == b.size()) {
      var fields = new ArrayList<Conversion>();
      for (int i = 0; i < a.size(); i++) {
        fields.add(nullable(of(a.fields().get(i).type(), b.fields().get(i).type(), lenient, zone)));
      }
      return value -> struct((List<?>) value, fields);
    }
    throw refused(from, to);
  }

  private static Conversion nullable(Conversion conversion) {
    return value -> value == null ? null : conversion.convert(value);
  }

  private static List<@Nullable Object> list(List<?> values, Conversion element) {
    var converted = new ArrayList<@Nullable Object>(values.size());
    values.forEach(value -> converted.add(element.convert(value)));
    return converted;
  }

  private static Map<@Nullable Object, @Nullable Object> map(
      Map<?, ?> values, Conversion key, Conversion item) {
    var converted = new LinkedHashMap<@Nullable Object, @Nullable Object>();
    values.forEach((k, v) -> converted.put(key.convert(k), item.convert(v)));
    return converted;
  }

  private static List<@Nullable Object> struct(List<?> values, List<Conversion> fields) {
    var converted = new ArrayList<@Nullable Object>(values.size());
    for (int i = 0; i < fields.size(); i++) {
      converted.add(fields.get(i).convert(values.get(i)));
    }
    return converted;
  }
}
