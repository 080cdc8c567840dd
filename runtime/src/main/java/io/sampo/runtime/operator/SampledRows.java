package io.sampo.runtime.operator;

import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructType;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Some of the rows that go by, at even distances from each other: the same for the same rows. Used
 * by one thread at a time.
 */
final class SampledRows implements AutoCloseable {
  /** So many rows are kept at most, and half of them at least when there are as many. */
  static final int MOST = 1024;

  private final StructType schema;
  private final BufferAllocator allocator;
  private @Nullable ColumnBatch kept;
  private long step = 1;

  /** How many rows of the next batch go by until one is kept. */
  private long until;

  SampledRows(StructType schema, BufferAllocator allocator) {
    this.schema = schema;
    this.allocator = allocator;
  }

  /** Looks at further rows. */
  void add(ColumnBatch rows) {
    long at = until;
    while (at < rows.rowCount()) {
      ColumnBatch to = kept;
      if (to == null) {
        to = new ColumnBatch(schema, MOST, allocator);
        kept = to;
      }
      copy(rows, (int) at, to);
      if (to.rowCount() == MOST) {
        thin(to);
      }
      at += step;
    }
    until = at - rows.rowCount();
  }

  /** Keeps every second row, and from now on every second of those it would have. */
  private void thin(ColumnBatch full) {
    var fewer = new ColumnBatch(schema, MOST, allocator);
    try (full) {
      kept = fewer;
      for (int row = 0; row < MOST; row += 2) {
        copy(full, row, fewer);
      }
    }
    step *= 2;
  }

  private void copy(ColumnBatch from, int row, ColumnBatch to) {
    int place = to.rowCount();
    for (int column = 0; column < schema.fields().size(); column++) {
      VectorLayout layout = VectorLayout.of(schema.fields().get(column).type());
      byte isNull = Memory.getByte(from.nulls(column) + row);
      Memory.putByte(to.nulls(column) + place, isNull);
      long source = from.values(column) + (long) row * layout.bytes();
      long target = to.values(column) + (long) place * layout.bytes();
      if (isNull != 0) {
        Memory.fill(target, layout.bytes(), (byte) 0);
      } else if (layout == VectorLayout.VIEW) {
        to.strings().keep(source, target);
      } else {
        Memory.copy(source, target, layout.bytes());
      }
    }
    to.setRows(place + 1);
  }

  /** Hands over what was kept; null when no row came. */
  @Nullable ColumnBatch take() {
    ColumnBatch all = kept;
    kept = null;
    return all;
  }

  @Override
  public void close() {
    if (kept != null) {
      kept.close();
      kept = null;
    }
  }
}
