package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.SortOrder;
import io.sampo.types.DoubleType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.apache.arrow.memory.ArrowBuf;

/** Doubles on disk, as sorted runs. NaN is above everything. Used by one thread at a time. */
final class SpilledDoubles {
  private static final ColumnReference COLUMN =
      new ColumnReference(0, "value", new DoubleType(), false);
  private static final RowLayout LAYOUT = RowLayout.of(List.of(COLUMN), Map.of());
  private static final RowOrder ORDER =
      RowOrder.of(List.of(new SortOrder(COLUMN, true, true)), LAYOUT);
  private static final int OFFSET = LAYOUT.fields().getFirst().offset();

  /** So many rows are made of values at once. */
  private static final int CHUNK = 1 << 16;

  private static final int READ_AT_ONCE = 1024;

  private final QueryContext context;
  private final List<SortedRun> runs = new ArrayList<>();
  private long count;

  SpilledDoubles(QueryContext context) {
    this.context = context;
  }

  /** Writes the first of some values. */
  void write(double[] values, int number) {
    var sorting = new SortedRuns("values", LAYOUT, ORDER, context);
    try (var rows = new RowPages(LAYOUT.width(), context.allocator())) {
      for (int i = 0; i < number; i++) {
        Memory.putDouble(rows.add() + OFFSET, values[i]);
        if (rows.count() == CHUNK) {
          sorting.write(rows);
        }
      }
      sorting.write(rows);
    }
    runs.addAll(sorting.runs());
    count += number;
  }

  /** Takes up what another one wrote, which is not used afterwards. */
  void merge(SpilledDoubles other) {
    runs.addAll(other.runs);
    count += other.count;
  }

  /** How many values there are. */
  long count() {
    return count;
  }

  /** The value at a place of the sorted values, counted from 0, and the one behind it if any. */
  double[] from(long place) {
    double[] found = {Double.NaN, Double.NaN};
    long[] at = {0};
    forEach(value -> {
      long behind = at[0]++ - place;
      if (behind == 0 || behind == 1) {
        found[(int) behind] = value;
      }
      return behind < 1;
    });
    return found;
  }

  /** Looks at all values in order. */
  void forEach(DoubleConsumer each) {
    forEach(value -> {
      each.accept(value);
      return true;
    });
  }

  /** Looks at values. */
  private interface Visitor {
    /** Whether to go on. */
    boolean visit(double value);
  }

  private void forEach(Visitor visitor) {
    MergedRuns merged = new SortedRuns("values", LAYOUT, ORDER, context).merged(runs);
    try (ArrowBuf pointers = context.allocator().buffer(8L * READ_AT_ONCE);
        RowSet.Cursor rows = merged.open()) {
      long address = pointers.memoryAddress();
      for (int read = rows.next(address, READ_AT_ONCE);
          read > 0;
          read = rows.next(address, READ_AT_ONCE)) {
        context.checkCancelled();
        for (int i = 0; i < read; i++) {
          if (!visitor.visit(Memory.getDouble(Memory.getLong(address + 8L * i) + OFFSET))) {
            return;
          }
        }
      }
    }
  }
}
