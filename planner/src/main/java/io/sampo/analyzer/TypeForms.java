package io.sampo.analyzer;

import io.sampo.plan.expression.Literal;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

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
          return new Literal(type.sql().toLowerCase(Locale.ROOT), DataType.STRING);
        });
    return forms;
  }
}
