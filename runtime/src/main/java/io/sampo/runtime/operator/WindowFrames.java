package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowFrame;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the frame of every row of a partition: places from one to before another, neither ever
 * going back from row to row.
 */
final class WindowFrames {
  private final WindowFrame frame;
  private final List<SortOrder> order;
  private final RowLayout layout;

  /** Where each frame starts, and where it ends. */
  record Bounds(int[] from, int[] to) {}

  WindowFrames(WindowFrame frame, List<SortOrder> order, RowLayout layout) {
    this.frame = frame;
    this.order = order;
    this.layout = layout;
  }

  /** Whether every frame starts with the partition. */
  boolean fromStart() {
    return frame.lower().isEmpty();
  }

  /** Whether every frame ends with the partition. */
  boolean toEnd() {
    return frame.upper().isEmpty();
  }

  Bounds of(WindowPartition partition) {
    int[] from = new int[partition.size()];
    int[] to = new int[partition.size()];
    if (toEnd()) {
      Arrays.fill(to, partition.size());
    } else if (frame.rows()) {
      for (int i = 0; i < to.length; i++) {
        to[i] = Math.clamp(saturatedAdd(i + 1L, frame.upper().getAsLong()), 0, partition.size());
      }
    } else if (frame.upper().getAsLong() == 0) {
      to = partition.peersTo();
    } else {
      byKey(partition, frame.upper().getAsLong(), true, to);
    }
    if (!fromStart()) {
      if (frame.rows()) {
        for (int i = 0; i < from.length; i++) {
          from[i] = Math.clamp(saturatedAdd(i, frame.lower().getAsLong()), 0, partition.size());
        }
      } else if (frame.lower().getAsLong() == 0) {
        from = partition.peersFrom();
      } else {
        byKey(partition, frame.lower().getAsLong(), false, from);
      }
    }
    for (int i = 0; i < from.length; i++) {
      // An empty frame; bounds shared with the partition are never empty.
      if (to[i] < from[i]) {
        to[i] = from[i];
      }
    }
    return new Bounds(from, to);
  }

  private static long saturatedAdd(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  /** An edge at a distance of the ordering key. Rows without a key have each other as frame. */
  private void byKey(WindowPartition partition, long distance, boolean upper, int[] edges) {
    SortOrder sort = order.getFirst();
    var column = (ColumnReference) sort.expression();
    RowLayout.Field key =
        layout.fields().stream()
            .filter(field -> field.column().id() == column.id())
            .findFirst()
            .orElseThrow();
    int first = 0;
    int behind = partition.size();
    while (first < behind && RowFields.isNull(key, partition.row(first))) {
      first++;
    }
    while (behind > first && RowFields.isNull(key, partition.row(behind - 1))) {
      behind--;
    }
    Arrays.fill(edges, 0, first, upper ? first : 0);
    Arrays.fill(edges, behind, edges.length, upper ? edges.length : behind);
    int edge = first;
    for (int i = first; i < behind; i++) {
      long limit = saturatedAdd(rising(key, sort, partition.row(i)), distance);
      while (edge < behind && isBefore(rising(key, sort, partition.row(edge)), limit, upper)) {
        edge++;
      }
      edges[i] = edge;
    }
  }

  private static boolean isBefore(long key, long limit, boolean upper) {
    return upper ? key <= limit : key < limit;
  }

  /** The key as a number that rises in the window's order. */
  private static long rising(RowLayout.Field key, SortOrder sort, long row) {
    long address = row + key.offset();
    long value =
        switch (key.layout()) {
          case BYTE -> Memory.getByte(address);
          case SHORT -> Memory.getShort(address);
          case INT -> Memory.getInt(address);
          case LONG -> Memory.getLong(address);
          case INT128 -> narrow(Memory.getLong(address), Memory.getLong(address + 8));
          case FLOAT, DOUBLE, VIEW ->
              throw SampoException.unsupported(
                  "RANGE with a distance over a key of type " + key.column().type().sql(),
                  "Order by a whole number or date.",
                  null);
        };
    return sort.ascending() ? value : ~value;
  }

  private static long narrow(long low, long high) {
    if (high != low >> 63) {
      throw SampoException.unsupported(
          "RANGE with a distance over a decimal of more than 18 digits",
          "Order by a narrower decimal.",
          null);
    }
    return low;
  }
}
