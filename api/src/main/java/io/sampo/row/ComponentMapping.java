package io.sampo.row;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.ArrayType;
import io.sampo.types.CalendarInterval;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How one Java type of a record component stands for a {@link DataType}. Immutable. */
sealed interface ComponentMapping {
  /** Spark's decimal type for BigDecimal. */
  DecimalType DECIMAL = new DecimalType(DecimalType.MAX_PRECISION, 18);

  /** The type a column of such values gets. */
  DataType type();

  /** A component's value as a value of {@link Row}. */
  Object toRow(Object value);

  /**
   * A function from values of a column of another type to the component's class.
   *
   * @param path names the value in errors
   * @throws SampoException when the column's type does not fit
   */
  Function<Object, Object> reader(DataType source, String path);

  /**
   * Finds the mapping of a type. {@code open} holds the records that contain it, which must not
   * come again inside.
   */
  static ComponentMapping of(Type type, String path, Set<Class<?>> open) {
    if (type instanceof Class<?> javaClass) {
      return ofClass(javaClass, path, open);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      Type[] arguments = generic.getActualTypeArguments();
      if (raw.isAssignableFrom(List.class) && raw != Object.class) {
        return new ListMapping(of(arguments[0], path + ".element", open));
      }
      if (raw == Map.class) {
        return new MapMapping(
            of(arguments[0], path + ".key", open), of(arguments[1], path + ".value", open));
      }
    }
    throw unsupported(type, path, "no column type stands for it");
  }

  private static ComponentMapping ofClass(Class<?> javaClass, String path, Set<Class<?>> open) {
    DataType simple = Scalar.TYPES.get(javaClass);
    if (simple != null) {
      return new Scalar(simple, javaClass.getSimpleName());
    }
    if (javaClass.isEnum()) {
      return new EnumMapping(javaClass);
    }
    if (javaClass.isRecord()) {
      if (open.contains(javaClass)) {
        throw unsupported(javaClass, path, "the record contains itself");
      }
      var inner = new HashSet<>(open);
      inner.add(javaClass);
      return new RecordComponentMapping(
          RecordMapping.of(javaClass.asSubclass(Record.class), path, inner));
    }
    throw unsupported(javaClass, path, "no column type stands for it");
  }

  private static SampoException unsupported(Type type, String path, String details) {
    return new SampoException(
        ErrorCode.ENCODER_NOT_FOUND,
        Map.of("class", type.getTypeName(), "use", "the component " + path, "details", details));
  }

  private static SampoException misfit(
      DataType source, String target, String path, String details) {
    return new SampoException(
        ErrorCode.CANNOT_UP_CAST_DATATYPE,
        Map.of("name", path, "source_type", source.sql(), "target", target, "details", details));
  }

  /** A value that is itself, or a number that may be widened. */
  record Scalar(DataType type, String className) implements ComponentMapping {
    static final Map<Class<?>, DataType> TYPES =
        Map.ofEntries(
            Map.entry(boolean.class, DataType.BOOLEAN),
            Map.entry(Boolean.class, DataType.BOOLEAN),
            Map.entry(byte.class, DataType.BYTE),
            Map.entry(Byte.class, DataType.BYTE),
            Map.entry(short.class, DataType.SHORT),
            Map.entry(Short.class, DataType.SHORT),
            Map.entry(int.class, DataType.INTEGER),
            Map.entry(Integer.class, DataType.INTEGER),
            Map.entry(long.class, DataType.LONG),
            Map.entry(Long.class, DataType.LONG),
            Map.entry(float.class, DataType.FLOAT),
            Map.entry(Float.class, DataType.FLOAT),
            Map.entry(double.class, DataType.DOUBLE),
            Map.entry(Double.class, DataType.DOUBLE),
            Map.entry(String.class, DataType.STRING),
            Map.entry(BigDecimal.class, DECIMAL),
            Map.entry(byte[].class, DataType.BINARY),
            Map.entry(LocalDate.class, DataType.DATE),
            Map.entry(Instant.class, DataType.TIMESTAMP),
            Map.entry(LocalDateTime.class, DataType.TIMESTAMP_NTZ),
            Map.entry(Duration.class, DataType.DAY_TIME_INTERVAL),
            Map.entry(Period.class, DataType.YEAR_MONTH_INTERVAL),
            Map.entry(CalendarInterval.class, DataType.CALENDAR_INTERVAL));

    /** Numeric types, each of which may be read as any later one. */
    private static final List<DataType> WIDENING =
        List.of(
            DataType.BYTE,
            DataType.SHORT,
            DataType.INTEGER,
            DataType.LONG,
            DataType.FLOAT,
            DataType.DOUBLE);

    @Override
    public Object toRow(Object value) {
      return value;
    }

    @Override
    public Function<Object, Object> reader(DataType source, String path) {
      if (source.equals(type) || (source instanceof DecimalType && type instanceof DecimalType)) {
        return Function.identity();
      }
      if (type instanceof DecimalType && source.isIntegral()) {
        return value -> BigDecimal.valueOf(((Number) value).longValue());
      }
      int from = WIDENING.indexOf(source);
      int to = WIDENING.indexOf(type);
      if (from >= 0 && from < to) {
        return widening(type);
      }
      throw misfit(source, className, path, "values could be lost or changed");
    }

    private static Function<Object, Object> widening(DataType target) {
      if (target.equals(DataType.SHORT)) {
        return value -> ((Number) value).shortValue();
      }
      if (target.equals(DataType.INTEGER)) {
        return value -> ((Number) value).intValue();
      }
      if (target.equals(DataType.LONG)) {
        return value -> ((Number) value).longValue();
      }
      return target.equals(DataType.FLOAT)
          ? value -> ((Number) value).floatValue()
          : value -> ((Number) value).doubleValue();
    }
  }

  /** An enum by the names of its constants. */
  record EnumMapping(Class<?> enumClass) implements ComponentMapping {
    @Override
    public DataType type() {
      return DataType.STRING;
    }

    @Override
    public Object toRow(Object value) {
      return ((Enum<?>) value).name();
    }

    @Override
    public Function<Object, Object> reader(DataType source, String path) {
      if (!source.equals(DataType.STRING)) {
        throw misfit(source, enumClass.getSimpleName(), path, "an enum is read from a STRING");
      }
      var constants = new LinkedHashMap<String, Object>();
      for (Object constant : enumClass.getEnumConstants()) {
        constants.put(((Enum<?>) constant).name(), constant);
      }
      return value -> {
        Object constant = constants.get((String) value);
        if (constant == null) {
          throw new SampoException(
              ErrorCode.INVALID_ARGUMENT,
              Map.of(
                  "value", value,
                  "parameter", path,
                  "details",
                      enumClass.getSimpleName() + " has the constants " + constants.keySet()));
        }
        return constant;
      };
    }
  }

  /** A list of values, which may be null. */
  record ListMapping(ComponentMapping element) implements ComponentMapping {
    @Override
    public DataType type() {
      return new ArrayType(element.type(), true);
    }

    @Override
    public Object toRow(Object value) {
      var list = new ArrayList<@Nullable Object>();
      for (Object item : (Iterable<?>) value) {
        list.add(item == null ? null : element.toRow(item));
      }
      return list;
    }

    @Override
    public Function<Object, Object> reader(DataType source, String path) {
      if (!(source instanceof ArrayType array)) {
        throw misfit(source, "List", path, "a list is read from an ARRAY");
      }
      var items = element.reader(array.elementType(), path + ".element");
      return value -> {
        var list = new ArrayList<@Nullable Object>();
        for (Object item : (Iterable<?>) value) {
          list.add(item == null ? null : items.apply(item));
        }
        return Collections.unmodifiableList(list);
      };
    }
  }

  /** A map, whose values may be null. */
  record MapMapping(ComponentMapping key, ComponentMapping value) implements ComponentMapping {
    @Override
    public DataType type() {
      return new MapType(key.type(), value.type(), true);
    }

    @Override
    public Object toRow(Object map) {
      return mapped(map, key::toRow, value::toRow);
    }

    @Override
    public Function<Object, Object> reader(DataType source, String path) {
      if (!(source instanceof MapType map)) {
        throw misfit(source, "Map", path, "a map is read from a MAP");
      }
      var keys = key.reader(map.keyType(), path + ".key");
      var values = value.reader(map.valueType(), path + ".value");
      return entries -> Collections.unmodifiableMap(mapped(entries, keys, values));
    }

    private static Map<Object, @Nullable Object> mapped(
        Object map, Function<Object, Object> keys, Function<Object, Object> values) {
      var result = new LinkedHashMap<Object, @Nullable Object>();
      for (var entry : ((Map<?, ?>) map).entrySet()) {
        Object item = entry.getValue();
        result.put(keys.apply(entry.getKey()), item == null ? null : values.apply(item));
      }
      return result;
    }
  }

  /** A record inside of a record. */
  record RecordComponentMapping(RecordMapping<? extends Record> mapping)
      implements ComponentMapping {
    @Override
    public DataType type() {
      return mapping.schema();
    }

    @Override
    public Object toRow(Object value) {
      return mapping.rowOf(value);
    }

    @Override
    public Function<Object, Object> reader(DataType source, String path) {
      if (!(source instanceof StructType struct)) {
        throw misfit(
            source, mapping.recordClass().getSimpleName(), path, "a record is read from a STRUCT");
      }
      var reader = mapping.reader(struct, path + ".");
      return value -> reader.read((Row) value);
    }
  }
}
