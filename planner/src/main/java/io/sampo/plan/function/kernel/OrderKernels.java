package io.sampo.plan.function.kernel;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Order and equality of values of any type. */
public final class OrderKernels {
  private OrderKernels() {}

  /**
   * Compares two values of one type, neither null. NaN equals itself and comes last, both zeros are
   * equal, text is ordered by its UTF-8 bytes, binaries as unsigned bytes, lists by their elements
   * with nulls first.
   */
  public static int compare(Object left, Object right) {
    return switch (left) {
      case Integer a -> Integer.compare(a, (Integer) right);
      case Long a -> Long.compare(a, (Long) right);
      case Double a -> compareDoubles(a, (Double) right);
      case Float a -> compareDoubles(a, (Float) right);
      case String a -> compareText(a, (String) right);
      case BigDecimal a -> a.compareTo((BigDecimal) right);
      case Boolean a -> Boolean.compare(a, (Boolean) right);
      case byte[] a -> Arrays.compareUnsigned(a, (byte[]) right);
      case Short a -> Short.compare(a, (Short) right);
      case Byte a -> Byte.compare(a, (Byte) right);
      case List<?> a -> compareLists(a, (List<?>) right);
      default -> throw new IllegalArgumentException("no order for " + left.getClass());
    };
  }

  /** Whether two values of one type are equal in SQL's sense; null equals null. */
  public static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return sameMaps(a, b);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return sameLists(a, b);
    }
    return left instanceof Comparable || left instanceof byte[]
        ? compare(left, right) == 0
        : left.equals(right);
  }

  private static boolean sameLists(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameMaps(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      if (!right.containsKey(entry.getKey())
          || !same(entry.getValue(), right.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  static int compareDoubles(double left, double right) {
    if (left < right) {
      return -1;
    }
    if (left > right) {
      return 1;
    }
    return left == right ? 0 : Boolean.compare(Double.isNaN(left), Double.isNaN(right));
  }

  /**
   * Compares as the UTF-8 bytes would: by code points, which differs from Java's order for
   * surrogates.
   */
  public static int compareText(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean oneSurrogate = Character.isSurrogate(a) != Character.isSurrogate(b);
        return oneSurrogate ? (Character.isSurrogate(a) ? 1 : -1) : a - b;
      }
    }
    return left.length() - right.length();
  }

  private static int compareLists(List<?> left, List<?> right) {
    Iterator<?> others = right.iterator();
    for (Object a : left) {
      if (!others.hasNext()) {
        return 1;
      }
      int order = compareNullsFirst(a, others.next());
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  /** As {@link #compare}, nulls before everything else. */
  public static int compareNullsFirst(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return compare(left, right);
  }

  public static @Nullable Object greatest(@Nullable Object[] values) {
    Object best = null;
    for (Object value : values) {
      if (value != null && (best == null || compare(value, best) > 0)) {
        best = value;
      }
    }
    return best;
  }

  public static @Nullable Object least(@Nullable Object[] values) {
    Object best = null;
    for (Object value : values) {
      if (value != null && (best == null || compare(value, best) < 0)) {
        best = value;
      }
    }
    return best;
  }
}
