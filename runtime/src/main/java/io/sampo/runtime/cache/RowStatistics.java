package io.sampo.runtime.cache;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows and nulls and finds the bounds of columns of whole numbers, dates, times and short
 * decimals. Filled by one thread; read by many when complete.
 */
public final class RowStatistics {
  private final StructType schema;
  private final List<Column> columns = new ArrayList<>();
  private long rows;

  private static final class Column {
    private long nulls;
    private long least = Long.MAX_VALUE;
    private long greatest = Long.MIN_VALUE;
    private @Nullable Comparable<?> min;
    private @Nullable Comparable<?> max;
  }

  public RowStatistics(StructType schema) {
    this.schema = schema;
    schema.fields().forEach(field -> columns.add(new Column()));
  }

  /** Counts rows, which stay the caller's. */
  public void add(ColumnBatch batch) {
    rows += batch.rowCount();
    for (int i = 0; i < columns.size(); i++) {
      add(columns.get(i), batch, i);
    }
  }

  private static void add(Column column, ColumnBatch batch, int index) {
    VectorLayout layout = VectorLayout.of(batch.schema().fields().get(index).type());
    boolean bounded =
        switch (layout) {
          case BYTE, SHORT, INT, LONG -> true;
          case FLOAT, DOUBLE, INT128, VIEW -> false;
        };
    int least = -1;
    int greatest = -1;
    for (int row = 0; row < batch.rowCount(); row++) {
      if (batch.isNull(row, index)) {
        column.nulls++;
        continue;
      }
      if (!bounded) {
        continue;
      }
      long address = batch.values(index) + (long) row * layout.bytes();
      long value = number(layout, address);
      if (value < column.least || column.min == null && least < 0) {
        column.least = value;
        least = row;
      }
      if (value > column.greatest || column.max == null && greatest < 0) {
        column.greatest = value;
        greatest = row;
      }
    }
    if (least >= 0 && batch.value(least, index) instanceof Comparable<?> value) {
      column.min = value;
    }
    if (greatest >= 0 && batch.value(greatest, index) instanceof Comparable<?> value) {
      column.max = value;
    }
  }

  private static long number(VectorLayout layout, long address) {
    return switch (layout) {
      case BYTE -> Memory.getByte(address);
      case SHORT -> Memory.getShort(address);
      case INT -> Memory.getInt(address);
      case LONG -> Memory.getLong(address);
      case FLOAT, DOUBLE, INT128, VIEW -> throw new IllegalStateException("no whole number");
    };
  }

  /** What was counted so far. */
  public RowFigures figures() {
    var known = new ArrayList<ColumnStatistics>();
    for (int i = 0; i < columns.size(); i++) {
      StructField field = schema.fields().get(i);
      Column column = columns.get(i);
      known.add(
          new ColumnStatistics(
              column.min,
              column.max,
              column.min != null,
              OptionalLong.of(column.nulls),
              OptionalLong.empty(),
              VectorLayout.of(field.type()).bytes()));
    }
    return new RowFigures(rows, known);
  }
}
