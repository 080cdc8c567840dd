package io.sampo.row;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.StructType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row: values by position and, when it came from a query, by name. Immutable and safe for use
 * by many threads, provided that nobody changes a byte array it handed out.
 *
 * <table>
 * <caption>The class of a value follows the type of its column; NULL is null</caption>
 * <tr><td>BOOLEAN</td><td>Boolean</td></tr>
 * <tr><td>TINYINT, SMALLINT, INT, BIGINT</td><td>Byte, Short, Integer, Long</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>Float, Double</td></tr>
 * <tr><td>DECIMAL(p,s)</td><td>BigDecimal of scale s</td></tr>
 * <tr><td>STRING</td><td>String</td></tr>
 * <tr><td>BINARY</td><td>byte[]</td></tr>
 * <tr><td>DATE</td><td>java.time.LocalDate</td></tr>
 * <tr><td>TIMESTAMP</td><td>java.time.Instant</td></tr>
 * <tr><td>TIMESTAMP_NTZ</td><td>java.time.LocalDateTime</td></tr>
 * <tr><td>INTERVAL DAY TO SECOND</td><td>java.time.Duration</td></tr>
 * <tr><td>INTERVAL YEAR TO MONTH</td><td>java.time.Period</td></tr>
 * <tr><td>INTERVAL</td><td>{@link io.sampo.types.CalendarInterval}</td></tr>
 * <tr><td>ARRAY, MAP, STRUCT</td><td>List, Map, Row</td></tr>
 * </table>
 *
 * <p>The typed getters throw {@link ErrorCode#ROW_VALUE_IS_NULL} when they cannot return null,
 * {@link ErrorCode#UNEXPECTED_VALUE_CLASS} when the value is of another class, {@link
 * ErrorCode#FIELD_NOT_FOUND} for an unknown name, and {@link IndexOutOfBoundsException} for a
 * position that is not there.
 */
public final class Row {
  private final @Nullable StructType schema;
  private final @Nullable Object[] values;

  private Row(@Nullable StructType schema, @Nullable Object[] values) {
    this.schema = schema;
    this.values = values;
  }

  /** A row without names, to pass to {@code createDataFrame} or to compare with. */
  public static Row of(@Nullable Object... values) {
    return new Row(null, values.clone());
  }

  /** A row with names. The values are taken as they are; there must be one for each field. */
  public static Row of(StructType schema, @Nullable Object[] values) {
    if (schema.size() != values.length) {
      throw new SampoException(
          ErrorCode.INVALID_ARGUMENT,
          Map.of(
              "value", values.length + " values",
              "parameter", "values",
              "details", "the schema has " + schema.size() + " fields"));
    }
    return new Row(schema, values.clone());
  }

  /** The number of values. */
  public int size() {
    return values.length;
  }

  /** The fields, or null for a row made without names. */
  public @Nullable StructType schema() {
    return schema;
  }

  /** The values in order, not to be changed. */
  public List<@Nullable Object> values() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  public boolean isNullAt(int index) {
    return values[index] == null;
  }

  /** Whether any value is null. */
  public boolean anyNull() {
    return Arrays.asList(values).contains(null);
  }

  /**
   * The position of the first field of that name; case is ignored when no field has exactly this
   * name.
   */
  public int fieldIndex(String name) {
    if (schema == null) {
      throw new SampoException(
          ErrorCode.FIELD_NOT_FOUND, Map.of("name", name, "fields", "a row without names"));
    }
    int exact = schema.names().indexOf(name);
    return exact >= 0
        ? exact
        : schema
            .indexOf(name)
            .orElseThrow(() ->
                new SampoException(
                    ErrorCode.FIELD_NOT_FOUND,
                    Map.of("name", name, "fields", String.join(", ", schema.names()))));
  }

  public @Nullable Object get(int index) {
    return values[index];
  }

  public @Nullable Object get(String name) {
    return values[fieldIndex(name)];
  }

  /**
   * The value as the class that the caller assigns it to; a wrong class shows as a
   * ClassCastException at the caller.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T extends @Nullable Object> T getAs(int index) {
    return (T) values[index];
  }

  /**
   * The value as the class that the caller assigns it to; a wrong class shows as a
   * ClassCastException at the caller.
   */
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T extends @Nullable Object> T getAs(String name) {
    return this.<T>getAs(fieldIndex(name));
  }

  public boolean getBoolean(int index) {
    return required(index, Boolean.class);
  }

  public byte getByte(int index) {
    return required(index, Byte.class);
  }

  public short getShort(int index) {
    return required(index, Short.class);
  }

  public int getInt(int index) {
    return required(index, Integer.class);
  }

  public long getLong(int index) {
    return required(index, Long.class);
  }

  public float getFloat(int index) {
    return required(index, Float.class);
  }

  public double getDouble(int index) {
    return required(index, Double.class);
  }

  public @Nullable String getString(int index) {
    return optional(index, String.class);
  }

  public @Nullable BigDecimal getDecimal(int index) {
    return optional(index, BigDecimal.class);
  }

  public @Nullable LocalDate getDate(int index) {
    return optional(index, LocalDate.class);
  }

  public @Nullable Instant getTimestamp(int index) {
    return optional(index, Instant.class);
  }

  public @Nullable LocalDateTime getTimestampNtz(int index) {
    return optional(index, LocalDateTime.class);
  }

  public byte @Nullable [] getBinary(int index) {
    return optional(index, byte[].class);
  }

  @SuppressWarnings("unchecked")
  public <T extends @Nullable Object> @Nullable List<T> getList(int index) {
    return (List<T>) optional(index, List.class);
  }

  @SuppressWarnings("unchecked")
  public <K, V extends @Nullable Object> @Nullable Map<K, V> getMap(int index) {
    return (Map<K, V>) optional(index, Map.class);
  }

  public @Nullable Row getStruct(int index) {
    return optional(index, Row.class);
  }

  private <T> T required(int index, Class<T> wanted) {
    T value = optional(index, wanted);
    if (value == null) {
      throw new SampoException(ErrorCode.ROW_VALUE_IS_NULL, Map.of("index", index));
    }
    return value;
  }

  private <T> @Nullable T optional(int index, Class<T> wanted) {
    Object value = values[index];
    if (value != null && !wanted.isInstance(value)) {
      throw new SampoException(
          ErrorCode.UNEXPECTED_VALUE_CLASS,
          Map.of(
              "path", schema == null ? "position " + index : schema.fields().get(index).name(),
              "actual", value.getClass().getName(),
              "expected", wanted.getName()));
    }
    return wanted.cast(value);
  }

  /**
   * Whether the values are the same, one by one; names take no part, decimals are compared without
   * regard to their scale.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row && comparable().equals(row.comparable());
  }

  @Override
  public int hashCode() {
    return comparable().hashCode();
  }

  private List<@Nullable Object> comparable() {
    var list = new ArrayList<@Nullable Object>(values.length);
    for (Object value : values) {
      list.add(
          switch (value) {
            case byte[] bytes -> new Bytes(Arrays.hashCode(bytes), bytes);
            case BigDecimal number -> number.stripTrailingZeros();
            case null -> null;
            default -> value;
          });
    }
    return list;
  }

  /** The values in brackets, separated by commas, as {@code [1,a,null]}. */
  @Override
  public String toString() {
    var text = new StringBuilder("[");
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      text.append(i == 0 ? "" : ",")
          .append(value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value));
    }
    return text.append(']').toString();
  }

  /** Bytes compared by content. */
  private record Bytes(int hash, byte[] content) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
