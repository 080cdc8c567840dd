package io.sampo.plan.function.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions over arrays. Elements are compared as {@link OrderKernels} does; null elements equal
 * each other where sets are made.
 */
public final class ArrayKernels {
  private static final Comparator<@Nullable Object> NULLS_FIRST = OrderKernels::compareNullsFirst;

  private ArrayKernels() {}

  /** Whether the value is an element; null when it is not but a null is. */
  public static @Nullable Boolean contains(List<?> array, Object value) {
    boolean unknown = false;
    for (Object element : array) {
      if (element != null && OrderKernels.same(element, value)) {
        return true;
      }
      unknown |= element == null;
    }
    return unknown ? null : Boolean.FALSE;
  }

  /** The position of the first element equal to the value, from 1; 0 when there is none. */
  public static long position(List<?> array, Object value) {
    for (int i = 0; i < array.size(); i++) {
      Object element = array.get(i);
      if (element != null && OrderKernels.same(element, value)) {
        return i + 1L;
      }
    }
    return 0;
  }

  private static boolean has(List<?> array, @Nullable Object value) {
    return array.stream().anyMatch(element -> OrderKernels.same(element, value));
  }

  public static List<@Nullable Object> distinct(List<?> array) {
    var kept = new ArrayList<@Nullable Object>();
    array.stream().filter(element -> !has(kept, element)).forEach(kept::add);
    return kept;
  }

  public static List<@Nullable Object> union(List<?> left, List<?> right) {
    var all = new ArrayList<@Nullable Object>(left);
    all.addAll(right);
    return distinct(all);
  }

  public static List<@Nullable Object> intersect(List<?> left, List<?> right) {
    List<@Nullable Object> kept = distinct(left);
    kept.removeIf(element -> !has(right, element));
    return kept;
  }

  public static List<@Nullable Object> except(List<?> left, List<?> right) {
    List<@Nullable Object> kept = distinct(left);
    kept.removeIf(element -> has(right, element));
    return kept;
  }

  /**
   * Whether both have an element in common; null when they do not but one of them has a null and
   * neither is empty.
   */
  public static @Nullable Boolean overlap(List<?> left, List<?> right) {
    for (Object element : left) {
      if (element != null && has(right, element)) {
        return true;
      }
    }
    boolean unknown = !left.isEmpty() && !right.isEmpty() && (has(left, null) || has(right, null));
    return unknown ? null : Boolean.FALSE;
  }

  public static String join(List<?> array, String delimiter) {
    var parts = new ArrayList<String>();
    array.stream()
        .filter(element -> element != null)
        .forEach(element -> parts.add(String.valueOf(element)));
    return String.join(delimiter, parts);
  }

  public static String join(List<?> array, String delimiter, String nullText) {
    var parts = new ArrayList<String>();
    array.forEach(element -> parts.add(element == null ? nullText : String.valueOf(element)));
    return String.join(delimiter, parts);
  }

  public static @Nullable Object max(List<?> array) {
    Object best = null;
    for (Object element : array) {
      if (element != null && (best == null || OrderKernels.compare(element, best) > 0)) {
        best = element;
      }
    }
    return best;
  }

  public static @Nullable Object min(List<?> array) {
    Object best = null;
    for (Object element : array) {
      if (element != null && (best == null || OrderKernels.compare(element, best) < 0)) {
        best = element;
      }
    }
    return best;
  }

  public static List<@Nullable Object> remove(List<?> array, Object value) {
    var kept = new ArrayList<@Nullable Object>(array);
    kept.removeIf(element -> element != null && OrderKernels.same(element, value));
    return kept;
  }

  public static @Nullable List<@Nullable Object> append(
      @Nullable List<?> array, @Nullable Object element) {
    if (array == null) {
      return null;
    }
    var longer = new ArrayList<@Nullable Object>(array);
    longer.add(element);
    return longer;
  }

  public static @Nullable List<@Nullable Object> prepend(
      @Nullable List<?> array, @Nullable Object element) {
    if (array == null) {
      return null;
    }
    var longer = new ArrayList<@Nullable Object>();
    longer.add(element);
    longer.addAll(array);
    return longer;
  }

  /**
   * The array with an element put in at a position from 1, or from the end when negative; gaps are
   * filled with nulls.
   */
  public static @Nullable List<@Nullable Object> insert(
      @Nullable List<?> array, @Nullable Integer position, @Nullable Object element) {
    if (array == null || position == null) {
      return null;
    }
    if (position == 0) {
      throw KernelErrors.indexOfZero();
    }
    var longer = new ArrayList<@Nullable Object>(array);
    if (position > 0) {
      while (longer.size() < position - 1) {
        longer.add(null);
      }
      longer.add(position - 1, element);
      return longer;
    }
    int index = longer.size() + position + 1;
    while (index < 0) {
      longer.addFirst(null);
      index++;
    }
    longer.add(index, element);
    return longer;
  }

  public static List<@Nullable Object> compact(List<?> array) {
    var kept = new ArrayList<@Nullable Object>(array);
    kept.removeIf(element -> element == null);
    return kept;
  }

  public static List<@Nullable Object> reverse(List<?> array) {
    var reversed = new ArrayList<@Nullable Object>(array);
    Collections.reverse(reversed);
    return reversed;
  }

  public static List<@Nullable Object> sort(List<?> array) {
    return sort(array, true);
  }

  /** Ascending with nulls first, or descending with nulls last. */
  public static List<@Nullable Object> sort(List<?> array, boolean ascending) {
    var sorted = new ArrayList<@Nullable Object>(array);
    sorted.sort(ascending ? NULLS_FIRST : NULLS_FIRST.reversed());
    return sorted;
  }

  /** Ascending with nulls last. */
  public static List<@Nullable Object> sortNullsLast(List<?> array) {
    var sorted = new ArrayList<@Nullable Object>(array);
    sorted.sort((a, b) ->
        a == null || b == null
            ? Boolean.compare(a == null, b == null)
            : OrderKernels.compare(a, b));
    return sorted;
  }

  /** So many elements from a position, from 1 or from the end when negative. */
  public static List<@Nullable Object> slice(List<?> array, int start, int length) {
    if (start == 0) {
      throw KernelErrors.indexOfZero();
    }
    if (length < 0) {
      throw KernelErrors.invalidArgument("length", length, "it cannot be negative");
    }
    int from = start > 0 ? start - 1 : array.size() + start;
    if (from < 0 || from >= array.size()) {
      return List.of();
    }
    return new ArrayList<>(array.subList(from, (int) Math.min(array.size(), from + (long) length)));
  }

  /** The elements of the arrays in the array; null when one of them is null. */
  public static @Nullable List<@Nullable Object> flatten(List<?> arrays) {
    var all = new ArrayList<@Nullable Object>();
    for (Object array : arrays) {
      if (array == null) {
        return null;
      }
      all.addAll((List<?>) array);
    }
    return all;
  }

  /** Structs of the elements at each place, nulls where an array is shorter. */
  public static List<@Nullable Object> zip(Object[] arrays) {
    int length = 0;
    for (Object array : arrays) {
      length = Math.max(length, ((List<?>) array).size());
    }
    var structs = new ArrayList<@Nullable Object>(length);
    for (int i = 0; i < length; i++) {
      var struct = new ArrayList<@Nullable Object>(arrays.length);
      for (Object array : arrays) {
        List<?> list = (List<?>) array;
        struct.add(i < list.size() ? list.get(i) : null);
      }
      structs.add(struct);
    }
    return structs;
  }
}
