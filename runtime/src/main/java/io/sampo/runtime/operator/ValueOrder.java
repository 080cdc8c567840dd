package io.sampo.runtime.operator;

import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.function.kernel.OrderKernels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Orders rows whose sort keys are Java objects. */
final class ValueOrder {
  private ValueOrder() {}

  /**
   * Compares keys, of which the first one is at a place of its array.
   *
   * @return less than, equal to or greater than 0, as the first row is before, like or behind the
   *     second
   */
  static int compare(
      List<SortOrder> ordering, @Nullable Object[] a, int fromA, @Nullable Object[] b, int fromB) {
    for (int i = 0; i < ordering.size(); i++) {
      Object x = a[fromA + i];
      Object y = b[fromB + i];
      SortOrder order = ordering.get(i);
      int sign;
      if (x == null || y == null) {
        sign = x == y ? 0 : (x == null) == order.nullsFirst() ? -1 : 1;
      } else {
        sign = order.ascending() ? OrderKernels.compare(x, y) : OrderKernels.compare(y, x);
      }
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }
}
