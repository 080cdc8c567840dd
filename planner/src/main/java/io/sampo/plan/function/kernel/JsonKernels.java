package io.sampo.plan.function.kernel;

import io.sampo.types.ArrayType;
import io.sampo.types.BooleanType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StringType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON in text. */
public final class JsonKernels {
  private static final String CORRUPT = "_corrupt_record";

  private JsonKernels() {}

  public static @Nullable String getJsonObject(String text, String path) {
    JsonPath parsed = JsonPath.of(path);
    if (parsed == null) {
      return null;
    }
    try {
      return parsed.find(Json.parse(text));
    } catch (Json.Malformed e) {
      return null;
    }
  }

  public static @Nullable Integer arrayLength(String text) {
    try {
      return Json.parse(text) instanceof List<?> elements ? elements.size() : null;
    } catch (Json.Malformed e) {
      return null;
    }
  }

  public static @Nullable List<?> objectKeys(String text) {
    try {
      return Json.parse(text) instanceof Map<?, ?> members ? List.copyOf(members.keySet()) : null;
    } catch (Json.Malformed e) {
      return null;
    }
  }

  /** A member of the outermost object as text. */
  public static @Nullable String member(String text, String name) {
    try {
      if (Json.parse(text) instanceof Map<?, ?> members) {
        Object value = members.get(name);
        return value == null ? null : value instanceof String plain ? plain : Json.write(value);
      }
      return null;
    } catch (Json.Malformed e) {
      return null;
    }
  }

  // ---- schemas

  public static String schemaOf(String text, @Nullable Map<?, ?> options) {
    try {
      return inferred(Json.parse(text)).sql();
    } catch (Json.Malformed e) {
      throw KernelErrors.invalidArgument("json", text, String.valueOf(e.getMessage()));
    }
  }

  private static DataType inferred(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        var sorted = new TreeMap<String, DataType>();
        members.forEach((name, member) -> sorted.put((String) name, inferred(member)));
        yield new StructType(
            sorted.entrySet().stream().map(e -> StructField.of(e.getKey(), e.getValue())).toList());
      }
      case List<?> elements -> {
        DataType common = null;
        for (Object element : elements) {
          DataType type = element == null ? DataType.NULL : inferred(element);
          common = common == null ? type : merged(common, type);
        }
        yield new ArrayType(
            common == null || common.equals(DataType.NULL) ? DataType.STRING : common, true);
      }
      case Boolean truth -> DataType.BOOLEAN;
      case Json.NumberText number -> number(number);
      case null -> DataType.STRING;
      default -> DataType.STRING;
    };
  }

  private static DataType number(Json.NumberText number) {
    if (!number.isWhole()) {
      return DataType.DOUBLE;
    }
    var value = new BigInteger(number.text());
    if (value.bitLength() < 64) {
      return DataType.LONG;
    }
    int digits = value.abs().toString().length();
    return digits <= DecimalType.MAX_PRECISION ? new DecimalType(digits, 0) : DataType.DOUBLE;
  }

  private static DataType merged(DataType a, DataType b) {
    if (a.equals(b) || b.equals(DataType.NULL)) {
      return a;
    }
    if (a.equals(DataType.NULL)) {
      return b;
    }
    if (a.isNumeric() && b.isNumeric()) {
      boolean whole = !a.equals(DataType.DOUBLE) && !b.equals(DataType.DOUBLE);
      return whole ? new DecimalType(DecimalType.MAX_PRECISION, 0) : DataType.DOUBLE;
    }
    if (a instanceof ArrayType x && b instanceof ArrayType y) {
      return new ArrayType(merged(x.elementType(), y.elementType()), true);
    }
    if (a instanceof StructType x && b instanceof StructType y) {
      var fields = new TreeMap<String, DataType>();
      x.fields().forEach(field -> fields.put(field.name(), field.type()));
      y.fields().forEach(field -> fields.merge(field.name(), field.type(), JsonKernels::merged));
      return new StructType(
          fields.entrySet().stream().map(e -> StructField.of(e.getKey(), e.getValue())).toList());
    }
    return DataType.STRING;
  }

  // ---- to values

  /** A struct or an array. */
  public static @Nullable List<?> fromJson(
      @Nullable String text, String schema, @Nullable Map<?, ?> options, String zone) {
    return (List<?>) parsed(text, schema, options, zone);
  }

  public static @Nullable Map<?, ?> fromJsonMap(
      @Nullable String text, String schema, @Nullable Map<?, ?> options, String zone) {
    return (Map<?, ?>) parsed(text, schema, options, zone);
  }

  private static @Nullable Object parsed(
      @Nullable String text, String schema, @Nullable Map<?, ?> options, String zone) {
    if (text == null || text.isBlank()) {
      return null;
    }
    DataType type = SchemaText.parse(schema);
    TextValues values = TextValues.of(options, zone);
    String reason = "it is of another kind than " + type.sql();
    try {
      Object json = Json.parse(text);
      if (type instanceof StructType && json instanceof List<?> rows && !rows.isEmpty()) {
        json = rows.getFirst();
      }
      Object value = value(json, type, values);
      if (value != null || json == null) {
        return value == null && type instanceof StructType struct
            ? absent(struct, text, values)
            : value;
      }
    } catch (Json.Malformed e) {
      reason = String.valueOf(e.getMessage());
    }
    values.malformed("from_json", text, reason);
    return type instanceof StructType struct ? absent(struct, text, values) : null;
  }

  /** The fields of a record that does not have its form. */
  private static List<@Nullable Object> absent(StructType type, String text, TextValues values) {
    var fields =
        new ArrayList<@Nullable Object>(Collections.<@Nullable Object>nCopies(type.size(), null));
    String name = values.option("columnnameofcorruptrecord", CORRUPT);
    for (int i = 0; i < type.size(); i++) {
      if (type.fields().get(i).name().equals(name)) {
        fields.set(i, text);
      }
    }
    return fields;
  }

  private static @Nullable Object value(@Nullable Object json, DataType type, TextValues values) {
    return switch (type) {
      case StructType struct when json instanceof Map<?, ?> members -> {
        var fields = new ArrayList<@Nullable Object>();
        for (StructField field : struct.fields()) {
          fields.add(value(members.get(field.name()), field.type(), values));
        }
        yield fields;
      }
      case ArrayType array when json instanceof List<?> elements -> {
        var list = new ArrayList<@Nullable Object>();
        elements.forEach(element -> list.add(value(element, array.elementType(), values)));
        yield list;
      }
      case ArrayType array
          when json instanceof Map<?, ?> && array.elementType() instanceof StructType -> {
        var list = new ArrayList<@Nullable Object>();
        list.add(value(json, array.elementType(), values));
        yield list;
      }
      case MapType map when json instanceof Map<?, ?> members -> {
        var entries = new LinkedHashMap<@Nullable Object, @Nullable Object>();
        members.forEach((name, member) ->
            entries.put(
                values.parse((String) name, map.keyType()),
                value(member, map.valueType(), values)));
        yield entries;
      }
      case StructType s -> null;
      case ArrayType a -> null;
      case MapType m -> null;
      case StringType s ->
          json == null ? null : json instanceof String plain ? plain : Json.write(json);
      case BooleanType b -> json instanceof Boolean ? json : null;
      default -> plain(json, type, values);
    };
  }

  /**
   * Numbers stand for numbers, text for all else; decimals and special numbers may be text, too.
   */
  private static @Nullable Object plain(@Nullable Object json, DataType type, TextValues values) {
    if (json instanceof Json.NumberText number) {
      boolean fits = !type.isIntegral() || number.isWhole();
      return type.isNumeric() && fits ? values.parse(number.text(), type) : null;
    }
    if (!(json instanceof String text) || type.isIntegral()) {
      return null;
    }
    boolean special = text.matches("NaN|[+-]?(INF|Infinity)");
    return type.isFloating() && !special ? null : values.parse(text, type);
  }

  // ---- to text

  public static @Nullable String toJson(
      @Nullable Object value, String schema, @Nullable Map<?, ?> options, String zone) {
    if (value == null) {
      return null;
    }
    TextValues values = TextValues.of(options, zone);
    var out = new StringBuilder();
    boolean nulls = values.option("ignorenullfields", "true").equalsIgnoreCase("false");
    new Writing(values, nulls, out).write(value, SchemaText.parse(schema));
    return out.toString();
  }

  private record Writing(TextValues values, boolean nulls, StringBuilder out) {
    void write(@Nullable Object value, DataType type) {
      switch (type) {
        case StructType struct when value != null -> struct((List<?>) value, struct);
        case ArrayType array when value != null -> {
          String separator = "[";
          for (Object element : (List<?>) value) {
            out.append(separator);
            write(element, array.elementType());
            separator = ",";
          }
          out.append(((List<?>) value).isEmpty() ? "[]" : "]");
        }
        case MapType map when value != null -> map((Map<?, ?>) value, map);
        default -> plain(value, type);
      }
    }

    private void struct(List<?> fields, StructType type) {
      out.append('{');
      String separator = "";
      for (int i = 0; i < type.size(); i++) {
        if (fields.get(i) != null || nulls) {
          out.append(separator);
          Json.quote(type.fields().get(i).name(), out);
          out.append(':');
          write(fields.get(i), type.fields().get(i).type());
          separator = ",";
        }
      }
      out.append('}');
    }

    private void map(Map<?, ?> entries, MapType type) {
      out.append('{');
      String separator = "";
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        out.append(separator);
        Object key = entry.getKey();
        Json.quote(key == null ? "null" : values.text(key, type.keyType()), out);
        out.append(':');
        write(entry.getValue(), type.valueType());
        separator = ",";
      }
      out.append('}');
    }

    private void plain(@Nullable Object value, DataType type) {
      if (value == null) {
        out.append("null");
        return;
      }
      String text = values.text(value, type);
      boolean special = type.isFloating() && !Double.isFinite(((Number) value).doubleValue());
      if (value instanceof Boolean || type.isNumeric() && !special) {
        out.append(text);
      } else {
        Json.quote(text, out);
      }
    }
  }
}
