package io.sampo.bench.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON object with typed access. A missing field and a null field are alike; a field of
 * another type throws IllegalArgumentException.
 */
public record JsonObject(Map<String, @Nullable Object> fields) {
  public JsonObject {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static JsonObject of(Map<?, ?> map) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return new JsonObject(fields);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).map(String::valueOf);
  }

  public Optional<Number> number(String name) {
    return switch (fields.get(name)) {
      case null -> Optional.empty();
      case Number number -> Optional.of(number);
      case Object other -> throw wrong(name, other);
    };
  }

  /** The flag, false when it is missing. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /** The elements, which must be objects; empty when the field is missing. */
  public List<JsonObject> objects(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> elements)) {
      throw wrong(name, value);
    }
    var objects = new ArrayList<JsonObject>();
    for (Object element : elements) {
      if (!(element instanceof Map<?, ?> map)) {
        throw wrong(name, value);
      }
      objects.add(of(map));
    }
    return objects;
  }

  private static IllegalArgumentException wrong(String name, Object value) {
    return new IllegalArgumentException("unexpected value of " + name + ": " + value);
  }
}
