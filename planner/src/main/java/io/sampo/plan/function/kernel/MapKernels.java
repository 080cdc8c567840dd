package io.sampo.plan.function.kernel;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions over maps, which keep the order of their entries. A key is never null and occurs once.
 */
public final class MapKernels {
  private MapKernels() {}

  /** A map of keys and values in turn. */
  public static Map<Object, @Nullable Object> map(@Nullable Object[] keysAndValues) {
    var map = new LinkedHashMap<Object, @Nullable Object>();
    for (int i = 0; i + 1 < keysAndValues.length; i += 2) {
      put(map, keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  private static void put(
      Map<Object, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
    if (key == null) {
      throw new SampoException(ErrorCode.NULL_MAP_KEY, Map.of());
    }
    if (map.containsKey(key)) {
      throw new SampoException(ErrorCode.DUPLICATED_MAP_KEY, Map.of("key", key));
    }
    map.put(key, value);
  }

  static @Nullable Object value(Map<?, ?> map, Object key) {
    Object direct = map.get(key);
    if (direct != null || map.containsKey(key)) {
      return direct;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (OrderKernels.same(entry.getKey(), key)) {
        return entry.getValue();
      }
    }
    return null;
  }

  public static boolean containsKey(Map<?, ?> map, Object key) {
    return map.containsKey(key)
        || map.keySet().stream().anyMatch(own -> OrderKernels.same(own, key));
  }

  public static List<Object> keys(Map<?, ?> map) {
    return new ArrayList<>(map.keySet());
  }

  public static List<@Nullable Object> values(Map<?, ?> map) {
    return new ArrayList<>(map.values());
  }

  /** Structs of key and value. */
  public static List<@Nullable Object> entries(Map<?, ?> map) {
    var entries = new ArrayList<@Nullable Object>(map.size());
    map.forEach((key, value) -> {
      var entry = new ArrayList<@Nullable Object>(2);
      entry.add(key);
      entry.add(value);
      entries.add(entry);
    });
    return entries;
  }

  public static Map<Object, @Nullable Object> fromArrays(List<?> keys, List<?> values) {
    if (keys.size() != values.size()) {
      throw KernelErrors.invalidArgument(
          "values", values.size() + " elements", "there are " + keys.size() + " keys");
    }
    var map = new LinkedHashMap<Object, @Nullable Object>();
    for (int i = 0; i < keys.size(); i++) {
      put(map, keys.get(i), values.get(i));
    }
    return map;
  }

  /** The map of structs of key and value; null when one of them is null. */
  public static @Nullable Map<Object, @Nullable Object> fromEntries(List<?> entries) {
    var map = new LinkedHashMap<Object, @Nullable Object>();
    for (Object entry : entries) {
      if (entry == null) {
        return null;
      }
      List<?> pair = (List<?>) entry;
      put(map, pair.get(0), pair.get(1));
    }
    return map;
  }

  public static Map<Object, @Nullable Object> concat(Object[] maps) {
    var all = new LinkedHashMap<Object, @Nullable Object>();
    for (Object map : maps) {
      ((Map<?, ?>) map).forEach((key, value) -> put(all, key, value));
    }
    return all;
  }

  /** Pairs such as {@code a:1,b:2}; a pair without the second delimiter has no value. */
  public static Map<Object, @Nullable Object> fromText(String text, String pairs, String parts) {
    var map = new LinkedHashMap<Object, @Nullable Object>();
    for (String pair : PatternKernels.split(text, pairs)) {
      List<String> both = PatternKernels.split(pair, parts, 2);
      put(map, both.get(0), both.size() > 1 ? both.get(1) : null);
    }
    return map;
  }

  public static Map<Object, @Nullable Object> fromText(String text) {
    return fromText(text, ",", ":");
  }
}
