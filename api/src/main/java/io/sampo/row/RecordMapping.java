package io.sampo.row;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.types.DataType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a Java record stands for rows: one column for each component, of the component's name.
 * Immutable and safe for use by many threads.
 *
 * <p>Primitive components are columns without nulls, all others may hold null. Components may be of
 * the classes that {@link Row} documents (BigDecimal is DECIMAL(38,18)), enums (STRING, by name),
 * List and Map of such, and records (STRUCT).
 *
 * @param <R> the record
 */
public final class RecordMapping<R extends Record> {
  private final Class<R> recordClass;
  private final Constructor<R> constructor;
  private final List<Component> components;
  private final StructType schema;

  private RecordMapping(
      Class<R> recordClass, Constructor<R> constructor, List<Component> components) {
    this.recordClass = recordClass;
    this.constructor = constructor;
    this.components = components;
    this.schema =
        new StructType(
            components.stream()
                .map(c -> new StructField(c.name(), c.mapping().type(), !c.primitive()))
                .toList());
  }

  private record Component(
      String name, boolean primitive, RecordComponent component, ComponentMapping mapping) {}

  /**
   * The mapping of a record.
   *
   * @throws SampoException {@link ErrorCode#ENCODER_NOT_FOUND} when a component is of another
   *     class, naming the component
   */
  public static <R extends Record> RecordMapping<R> of(Class<R> recordClass) {
    return of(recordClass, recordClass.getSimpleName(), Set.of(recordClass));
  }

  static <R extends Record> RecordMapping<R> of(
      Class<R> recordClass, String path, Set<Class<?>> open) {
    var components = new ArrayList<Component>();
    for (RecordComponent component : recordClass.getRecordComponents()) {
      component.getAccessor().setAccessible(true);
      components.add(
          new Component(
              component.getName(),
              component.getType().isPrimitive(),
              component,
              ComponentMapping.of(
                  component.getGenericType(), path + "." + component.getName(), open)));
    }
    var parameters = components.stream().map(c -> c.component().getType()).toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = recordClass.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return new RecordMapping<>(recordClass, constructor, List.copyOf(components));
    } catch (NoSuchMethodException e) {
      throw SampoException.internal(recordClass + " has no canonical constructor", e);
    }
  }

  Class<R> recordClass() {
    return recordClass;
  }

  /** One field for each component. */
  public StructType schema() {
    return schema;
  }

  /** The row of a record. */
  public Row toRow(R record) {
    return rowOf(record);
  }

  Row rowOf(Object record) {
    var values = new @Nullable Object[components.size()];
    for (int i = 0; i < values.length; i++) {
      Component component = components.get(i);
      Object value = valueOf(component.component(), record);
      values[i] = value == null ? null : component.mapping().toRow(value);
    }
    return Row.of(schema, values);
  }

  private static @Nullable Object valueOf(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException e) {
      throw SampoException.internal("the component " + component + " cannot be read", e);
    } catch (InvocationTargetException e) {
      throw rethrown(e, component.getDeclaringRecord());
    }
  }

  /**
   * A reader of rows of these columns, matched to components by name (case ignored); other columns
   * are left alone. A number is read as any wider numeric class.
   *
   * @throws SampoException when a column is missing ({@link ErrorCode#UNRESOLVED_COLUMN}) or of a
   *     type that does not fit ({@link ErrorCode#CANNOT_UP_CAST_DATATYPE}), naming column and
   *     component
   */
  public Reader<R> reader(StructType columns) {
    return reader(columns, "");
  }

  Reader<R> reader(StructType columns, String prefix) {
    var indexes = new int[components.size()];
    var readers = new ArrayList<Function<Object, Object>>();
    for (int i = 0; i < indexes.length; i++) {
      Component component = components.get(i);
      int index =
          columns.indexOf(component.name()).orElseThrow(() -> missing(component, columns, prefix));
      indexes[i] = index;
      DataType source = columns.fields().get(index).type();
      readers.add(component.mapping().reader(source, prefix + component.name()));
    }
    return new Reader<>(this, indexes, readers, prefix);
  }

  private SampoException missing(Component component, StructType columns, String prefix) {
    return new SampoException(
        ErrorCode.UNRESOLVED_COLUMN,
        Map.of(
            "name", prefix + component.name(),
            "hint",
                recordClass.getSimpleName()
                    + " needs it for its component; the columns are "
                    + String.join(", ", columns.names())
                    + "."));
  }

  private R create(@Nullable Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InstantiationException | IllegalAccessException e) {
      throw SampoException.internal(recordClass + " cannot be instantiated", e);
    } catch (InvocationTargetException e) {
      throw rethrown(e, recordClass);
    }
  }

  /** What the user's own constructor or accessor threw reaches the user as it is. */
  private static RuntimeException rethrown(InvocationTargetException e, Class<?> recordClass) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : SampoException.internal(recordClass + " threw " + cause, cause);
  }

  /** Makes records of rows. Immutable and safe for use by many threads. */
  public static final class Reader<R extends Record> {
    private final RecordMapping<R> mapping;
    private final int[] indexes;
    private final List<Function<Object, Object>> readers;
    private final String prefix;

    private Reader(
        RecordMapping<R> mapping,
        int[] indexes,
        List<Function<Object, Object>> readers,
        String prefix) {
      this.mapping = mapping;
      this.indexes = indexes;
      this.readers = List.copyOf(readers);
      this.prefix = prefix;
    }

    /** The positions of the columns that are read, in the order of the components. */
    public List<Integer> columns() {
      return Arrays.stream(indexes).boxed().toList();
    }

    /**
     * The record of a row that has all columns.
     *
     * @throws SampoException {@link ErrorCode#NOT_NULL_ASSERT_VIOLATION} when a primitive component
     *     would get null
     */
    public R read(Row row) {
      return read(row, indexes);
    }

    /** The record of a row that has {@link #columns} only, in their order. */
    public R readSelected(Row row) {
      var positions = new int[indexes.length];
      Arrays.setAll(positions, i -> i);
      return read(row, positions);
    }

    private R read(Row row, int[] positions) {
      var arguments = new @Nullable Object[positions.length];
      for (int i = 0; i < arguments.length; i++) {
        Object value = row.get(positions[i]);
        Component component = mapping.components.get(i);
        if (value == null && component.primitive()) {
          throw new SampoException(
              ErrorCode.NOT_NULL_ASSERT_VIOLATION, Map.of("path", prefix + component.name()));
        }
        arguments[i] = value == null ? null : readers.get(i).apply(value);
      }
      return mapping.create(arguments);
    }
  }
}
