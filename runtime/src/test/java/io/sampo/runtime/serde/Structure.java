package io.sampo.runtime.serde;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares values part by part: arrays by their elements, and places in the text too. */
final class Structure {
  private Structure() {}

  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    return switch (a) {
      case List<?> list -> b instanceof List<?> other && sameAll(list, other);
      case Collection<?> set -> b instanceof Collection<?> other && sameSet(set, other);
      case Map<?, ?> map -> b instanceof Map<?, ?> other && sameMap(map, other);
      case Optional<?> optional ->
          b instanceof Optional<?> other && same(optional.orElse(null), other.orElse(null));
      case Origin origin -> b instanceof Origin other && same(origin.span(), other.span());
      case SampoException error ->
          b instanceof SampoException other
              && Objects.equals(error.getMessage(), other.getMessage());
      case Object array when array.getClass().isArray() -> sameArray(array, b);
      case Record known -> known.getClass() == b.getClass() && sameRecord(known, b);
      default -> a.equals(b);
    };
  }

  private static boolean sameAll(List<?> a, List<?> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = same(a.get(i), b.get(i));
    }
    return same;
  }

  private static boolean sameSet(Collection<?> a, Collection<?> b) {
    return a.size() == b.size()
        && a.stream().allMatch(one -> b.stream().anyMatch(other -> same(one, other)));
  }

  private static boolean sameMap(Map<?, ?> a, Map<?, ?> b) {
    return a.size() == b.size()
        && a.keySet().stream().allMatch(key -> b.containsKey(key) && same(a.get(key), b.get(key)));
  }

  private static boolean sameArray(Object a, Object b) {
    boolean same = a.getClass() == b.getClass() && Array.getLength(a) == Array.getLength(b);
    for (int i = 0; same && i < Array.getLength(a); i++) {
      same = same(Array.get(a, i), Array.get(b, i));
    }
    return same;
  }

  private static boolean sameRecord(Object a, Object b) {
    if (a.getClass().getRecordComponents().length == 0) {
      return Objects.equals(a, b);
    }
    for (RecordComponent component : a.getClass().getRecordComponents()) {
      if (!same(get(component.getAccessor(), a), get(component.getAccessor(), b))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object get(Method accessor, Object record) {
    try {
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
