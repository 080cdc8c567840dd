package io.sampo.types;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Named, ordered fields: the schema of a table or a nested value. */
public record StructType(List<StructField> fields) implements DataType {
  public StructType {
    fields = List.copyOf(fields);
  }

  /** A struct of the given fields. */
  public static StructType of(StructField... fields) {
    return new StructType(List.of(fields));
  }

  /** A copy with one more nullable field at the end, as Spark's builder of the same name. */
  public StructType add(String name, DataType type) {
    return add(name, type, true);
  }

  /** A copy with one more field at the end. */
  public StructType add(String name, DataType type, boolean nullable) {
    var longer = new ArrayList<>(fields);
    longer.add(new StructField(name, type, nullable));
    return new StructType(longer);
  }

  /** The position of the first field of that name, case ignored. */
  public OptionalInt indexOf(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equalsIgnoreCase(name)) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The field names in order. */
  public List<String> names() {
    return fields.stream().map(StructField::name).toList();
  }

  /** The number of fields. */
  public int size() {
    return fields.size();
  }

  @Override
  public String sql() {
    return fields.stream()
        .map(f -> f.name() + ": " + f.type().sql() + (f.nullable() ? "" : " NOT NULL"))
        .collect(Collectors.joining(", ", "STRUCT<", ">"));
  }

  @Override
  public String simpleName() {
    return fields.stream()
        .map(f -> f.name() + ":" + f.type().simpleName())
        .collect(Collectors.joining(",", "struct<", ">"));
  }

  @Override
  public String toString() {
    return sql();
  }
}
