package io.sampo.dataframe;

import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.MapType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;

/** The layout of {@code printSchema}. */
final class SchemaTree {
  private SchemaTree() {}

  /**
   * One line a field, nested ones indented.
   *
   * @param depth levels shown at most
   */
  static String render(StructType schema, int depth) {
    var text = new StringBuilder("root\n");
    appendFields(text, schema, " |", depth);
    return text.toString();
  }

  private static void appendFields(
      StringBuilder text, StructType struct, String prefix, int depth) {
    for (StructField field : struct.fields()) {
      append(text, field.name(), field.type(), "nullable = " + field.nullable(), prefix, depth);
    }
  }

  private static void append(
      StringBuilder text, String name, DataType type, String note, String prefix, int depth) {
    if (depth <= 0) {
      return;
    }
    text.append(prefix).append("-- ").append(name).append(": ").append(typeName(type));
    text.append(note.isEmpty() ? "\n" : " (" + note + ")\n");
    String deeper = prefix + "    |";
    if (type instanceof StructType struct) {
      appendFields(text, struct, deeper, depth - 1);
    } else if (type instanceof ArrayType array) {
      String containsNull = "containsNull = " + array.containsNull();
      append(text, "element", array.elementType(), containsNull, deeper, depth - 1);
    } else if (type instanceof MapType map) {
      append(text, "key", map.keyType(), "", deeper, depth - 1);
      String containsNull = "valueContainsNull = " + map.valueContainsNull();
      append(text, "value", map.valueType(), containsNull, deeper, depth - 1);
    }
  }

  private static String typeName(DataType type) {
    if (type instanceof StructType) {
      return "struct";
    }
    if (type instanceof ArrayType) {
      return "array";
    }
    return type instanceof MapType ? "map" : type.simpleName();
  }
}
