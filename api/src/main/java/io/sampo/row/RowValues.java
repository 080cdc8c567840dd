package io.sampo.row;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.ArrayType;
import io.sampo.types.BinaryType;
import io.sampo.types.BooleanType;
import io.sampo.types.ByteType;
import io.sampo.types.CalendarInterval;
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
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Translates the values of a {@link Row} into those of {@link io.sampo.spec.Expression.Literal},
 * and finds their types.
 */
public final class RowValues {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;

  private RowValues() {}

  /**
   * The values of one row as literals.
   *
   * @param row as many values as the schema has fields
   * @throws SampoException when a value is of a class that does not fit its field, or null in a
   *     field that is not nullable
   */
  public static @Nullable Object[] literals(Row row, StructType schema) {
    if (row.size() != schema.size()) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value",
              row,
              "parameter",
              "row",
              "details",
              "it has " + row.size() + " values, the schema " + schema.size() + " fields"));
    }
    var literals = new @Nullable Object[row.size()];
    for (int i = 0; i < literals.length; i++) {
      StructField field = schema.fields().get(i);
      literals[i] = literal(row.get(i), field.type(), field.nullable(), field.name());
    }
    return literals;
  }

  /**
   * One value as a literal of the type. Integers are widened, decimals rounded half up to the
   * type's scale.
   *
   * @param path the name of the value in error messages
   */
  public static @Nullable Object literal(
      @Nullable Object value, DataType type, boolean nullable, String path) {
    if (value == null) {
      if (!nullable) {
        throw new SampoException(ErrorCode.NOT_NULL_ASSERT_VIOLATION, Map.of("path", path));
      }
      return null;
    }
    Object converted =
        switch (type) {
          case BooleanType _ -> value instanceof Boolean ? value : null;
          case ByteType _ -> value instanceof Byte ? value : null;
          case ShortType _ -> integerBits(value) <= Short.SIZE ? shortOf(value) : null;
          case IntegerType _ -> integerBits(value) <= Integer.SIZE ? intOf(value) : null;
          case LongType _ -> integerBits(value) <= Long.SIZE ? longOf(value) : null;
          case FloatType _ -> floatOf(value);
          case DoubleType _ -> doubleOf(value);
          case DecimalType decimal -> decimalOf(value, decimal);
          case StringType _ -> textOf(value);
          case BinaryType _ -> value instanceof byte[] bytes ? bytes.clone() : null;
          case DateType _ -> value instanceof LocalDate date ? days(date) : null;
          case TimestampType _ -> value instanceof Instant instant ? micros(instant) : null;
          case TimestampNtzType _ ->
              value instanceof LocalDateTime local ? micros(local.toInstant(ZoneOffset.UTC)) : null;
          case DayTimeIntervalType _ ->
              value instanceof Duration duration
                  ? micros(duration.getSeconds(), duration.getNano())
                  : null;
          case YearMonthIntervalType _ ->
              value instanceof Period period && period.getDays() == 0
                  ? Math.toIntExact(period.toTotalMonths())
                  : null;
          case CalendarIntervalType _ -> value instanceof CalendarInterval ? value : null;
          case ArrayType array ->
              value instanceof Iterable<?> elements ? list(elements, array, path) : null;
          case MapType map -> value instanceof Map<?, ?> entries ? map(entries, map, path) : null;
          case StructType struct -> value instanceof Row row ? struct(row, struct, path) : null;
          case NullType _ -> null;
        };
    if (converted == null) {
      throw unexpected(value, type, path);
    }
    return converted;
  }

  private static Short shortOf(Object value) {
    return ((Number) value).shortValue();
  }

  private static Integer intOf(Object value) {
    return ((Number) value).intValue();
  }

  private static Long longOf(Object value) {
    return ((Number) value).longValue();
  }

  /** Integers of up to 16 bits are floats without loss. */
  private static @Nullable Object floatOf(Object value) {
    return value instanceof Float || integerBits(value) <= Short.SIZE
        ? ((Number) value).floatValue()
        : null;
  }

  /** Floats and integers of up to 32 bits are doubles without loss. */
  private static @Nullable Object doubleOf(Object value) {
    return value instanceof Double || value instanceof Float || integerBits(value) <= Integer.SIZE
        ? ((Number) value).doubleValue()
        : null;
  }

  private static @Nullable Object decimalOf(Object value, DecimalType type) {
    return switch (value) {
      case BigDecimal number -> decimal(number, type);
      case BigInteger number -> decimal(new BigDecimal(number), type);
      case Object number when integerBits(number) <= Long.SIZE ->
          decimal(BigDecimal.valueOf(longOf(number)), type);
      default -> null;
    };
  }

  private static @Nullable Object textOf(Object value) {
    return switch (value) {
      case String text -> text;
      case Character character -> character.toString();
      case Enum<?> constant -> constant.name();
      default -> null;
    };
  }

  private static Integer days(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }

  private static Long micros(Instant instant) {
    return micros(instant.getEpochSecond(), instant.getNano());
  }

  /**
   * The type that stands for a value's class; {@link DataType#NULL} for null. The precision and
   * scale of a decimal are the value's own.
   *
   * @throws SampoException when no type does
   */
  public static DataType typeOf(@Nullable Object value) {
    return switch (value) {
      case null -> DataType.NULL;
      case Boolean _ -> DataType.BOOLEAN;
      case Byte _ -> DataType.BYTE;
      case Short _ -> DataType.SHORT;
      case Integer _ -> DataType.INTEGER;
      case Long _ -> DataType.LONG;
      case Float _ -> DataType.FLOAT;
      case Double _ -> DataType.DOUBLE;
      case BigDecimal number -> decimalTypeOf(number);
      case BigInteger number -> decimalTypeOf(new BigDecimal(number));
      case String _, Character _, Enum<?> _ -> DataType.STRING;
      case byte[] _ -> DataType.BINARY;
      case LocalDate _ -> DataType.DATE;
      case Instant _ -> DataType.TIMESTAMP;
      case LocalDateTime _ -> DataType.TIMESTAMP_NTZ;
      case Duration _ -> DataType.DAY_TIME_INTERVAL;
      case Period _ -> DataType.YEAR_MONTH_INTERVAL;
      case CalendarInterval _ -> DataType.CALENDAR_INTERVAL;
      case Iterable<?> elements -> new ArrayType(elementType(elements), hasNull(elements));
      case Map<?, ?> map ->
          new MapType(elementType(map.keySet()), elementType(map.values()), hasNull(map.values()));
      case Row row -> structTypeOf(row);
      default ->
          throw new SampoException(
              ErrorCode.ENCODER_NOT_FOUND,
              Map.of(
                  "class", value.getClass().getName(),
                  "use", "a value",
                  "details", "no type stands for it"));
    };
  }

  private static StructType structTypeOf(Row row) {
    StructType known = row.schema();
    if (known != null) {
      return known;
    }
    var fields = new ArrayList<StructField>();
    for (int i = 0; i < row.size(); i++) {
      fields.add(StructField.of("col" + (i + 1), typeOf(row.get(i))));
    }
    return new StructType(fields);
  }

  private static DataType elementType(Iterable<?> elements) {
    for (Object element : elements) {
      if (element != null) {
        return typeOf(element);
      }
    }
    return DataType.NULL;
  }

  private static boolean hasNull(Iterable<?> elements) {
    for (Object element : elements) {
      if (element == null) {
        return true;
      }
    }
    return false;
  }

  private static DecimalType decimalTypeOf(BigDecimal number) {
    int scale = Math.max(0, number.scale());
    int precision = Math.max(number.precision() - number.scale() + scale, Math.max(scale, 1));
    if (precision > DecimalType.MAX_PRECISION) {
      throw outOfRange(number, "DECIMAL(" + DecimalType.MAX_PRECISION + "," + scale + ")");
    }
    return new DecimalType(precision, scale);
  }

  private static BigDecimal decimal(BigDecimal number, DecimalType type) {
    BigDecimal scaled = number.setScale(type.scale(), RoundingMode.HALF_UP);
    if (scaled.precision() > type.precision()) {
      throw outOfRange(number, type.sql());
    }
    return scaled;
  }

  private static SampoException outOfRange(BigDecimal number, String type) {
    return new SampoException(
        ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE,
        Map.of("value", number.toPlainString(), "target_type", type));
  }

  private static int integerBits(Object value) {
    return switch (value) {
      case Byte _ -> Byte.SIZE;
      case Short _ -> Short.SIZE;
      case Integer _ -> Integer.SIZE;
      case Long _ -> Long.SIZE;
      default -> Integer.MAX_VALUE;
    };
  }

  private static long micros(long seconds, int nanos) {
    return Math.addExact(Math.multiplyExact(seconds, MICROS_PER_SECOND), nanos / NANOS_PER_MICRO);
  }

  private static List<@Nullable Object> list(Iterable<?> elements, ArrayType type, String path) {
    var list = new ArrayList<@Nullable Object>();
    for (Object element : elements) {
      list.add(literal(element, type.elementType(), type.containsNull(), path + ".element"));
    }
    return list;
  }

  private static Map<Object, @Nullable Object> map(Map<?, ?> entries, MapType type, String path) {
    var map = new LinkedHashMap<Object, @Nullable Object>();
    for (var entry : entries.entrySet()) {
      Object key = literal(entry.getKey(), type.keyType(), false, path + ".key");
      if (key != null) {
        map.put(
            key,
            literal(entry.getValue(), type.valueType(), type.valueContainsNull(), path + ".value"));
      }
    }
    return map;
  }

  private static List<@Nullable Object> struct(Row row, StructType type, String path) {
    if (row.size() != type.size()) {
      throw unexpected(row, type, path);
    }
    var list = new ArrayList<@Nullable Object>();
    for (int i = 0; i < row.size(); i++) {
      StructField field = type.fields().get(i);
      list.add(literal(row.get(i), field.type(), field.nullable(), path + "." + field.name()));
    }
    return list;
  }

  private static SampoException unexpected(Object value, DataType type, String path) {
    return new SampoException(
        ErrorCode.UNEXPECTED_VALUE_CLASS,
        Map.of("path", path, "actual", value.getClass().getName(), "expected", type.sql()));
  }
}
