package io.sampo.analyzer;

import io.sampo.plan.expression.Literal;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.MapType;
import io.sampo.types.StructType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Functions named as types, which are casts, and {@code typeof}. */
final class TypeForms {
  private static final Map<String, DataType> TYPES =
      Map.ofEntries(
          Map.entry("boolean", DataType.BOOLEAN),
          Map.entry("tinyint", DataType.BYTE),
          Map.entry("smallint", DataType.SHORT),
          Map.entry("int", DataType.INTEGER),
          Map.entry("bigint", DataType.LONG),
          Map.entry("float", DataType.FLOAT),
          Map.entry("double", DataType.DOUBLE),
          Map.entry("decimal", new DecimalType(10, 0)),
          Map.entry("string", DataType.STRING),
          Map.entry("binary", DataType.BINARY),
          Map.entry("date", DataType.DATE),
          Map.entry("timestamp", DataType.TIMESTAMP));

  private TypeForms() {}

  /** Whether a call of the function is a cast to the type of that name. */
  static boolean isType(String function) {
    return TYPES.containsKey(function);
  }

  /** The type as Spark's catalog writes it: {@code struct<a:int,b:array<string>>}. */
  private static String text(DataType type) {
    return switch (type) {
      case StructType struct ->
          struct.fields().stream()
              .map(field -> field.name() + ":" + text(field.type()))
              .collect(Collectors.joining(",", "struct<", ">"));
      case ArrayType array -> "array<" + text(array.elementType()) + ">";
      case MapType map -> "map<" + text(map.keyType()) + "," + text(map.valueType()) + ">";
      default -> type.sql().toLowerCase(Locale.ROOT);
    };
  }

  static Map<String, Form> forms() {
    var forms = new HashMap<String, Form>();
    TYPES.forEach((name, type) ->
        forms.put(
            name,
            (resolver, call) -> {
              SpecialForms.requireCount(call, 1);
              return resolver
                  .binder()
                  .cast(resolver.resolve(call.arguments().getFirst()), type, false, call.origin());
            }));
    forms.put(
        "typeof",
        (resolver, call) -> {
          SpecialForms.requireCount(call, 1);
          DataType type = resolver.resolve(call.arguments().getFirst()).type();
          return new Literal(text(type), DataType.STRING);
        });
    return forms;
  }
}
