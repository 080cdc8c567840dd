package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.Partitioning;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.batch.ColumnBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Ranges of an order that have about the same number of rows of a sample each. A row goes to the
 * range that is not ended by a bound before it or alike; so rows that are ordered alike go to the
 * same one. The same sample gives the same ranges.
 */
final class RangeBounds implements PartitionChoice {
  private static final int READ_AT_ONCE = 1024;

  private final List<ColumnReference> columns;
  private final RowLayout layout;
  private final RowOrder order;
  private final int[] keys;
  private final RowLayout.Field[] fields;
  private final RowPages bounds;
  private final long[] ends;
  private final long[] prefixes;
  private final ArrowBuf row;
  private boolean closed;

  /**
   * @param columns those of the rows, in their order
   * @param sample rows in order
   * @param sampled the layout of the sample's rows
   */
  RangeBounds(
      List<ColumnReference> columns,
      Partitioning.RangeBy ranges,
      RowSet sample,
      RowLayout sampled,
      BufferAllocator allocator) {
    this.columns = List.copyOf(columns);
    this.layout = RowLayout.of(columns, Map.of());
    this.order = RowOrder.of(ranges.order(), layout);
    this.keys =
        ranges.order().stream()
            .filter(key -> key.expression() instanceof ColumnReference)
            .mapToInt(key -> place((ColumnReference) key.expression()))
            .distinct()
            .toArray();
    this.fields =
        Arrays.stream(keys).mapToObj(layout.fields()::get).toArray(RowLayout.Field[]::new);
    this.bounds = new RowPages(layout.width(), allocator);
    ArrowBuf one = allocator.buffer(layout.width());
    try {
      this.ends = ends(sample, sampled, ranges.partitions(), allocator);
    } catch (RuntimeException | Error e) {
      bounds.close();
      one.close();
      throw e;
    }
    this.row = one;
    this.prefixes = new long[ends.length];
    for (int i = 0; i < ends.length; i++) {
      prefixes[i] = order.prefix(ends[i]);
    }
  }

  private int place(ColumnReference key) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).id() == key.id()) {
        return i;
      }
    }
    throw new IllegalStateException("rows are ordered by a column they lack: " + key);
  }

  private long[] ends(RowSet sample, RowLayout sampled, int partitions, BufferAllocator allocator) {
    long count = sample.count();
    long[] found = new long[partitions];
    int next = 1;
    long place = 0;
    for (RowSet.Part part : sample.parts()) {
      try (ArrowBuf pointers = allocator.buffer(8L * READ_AT_ONCE);
          RowSet.Cursor cursor = part.open()) {
        long address = pointers.memoryAddress();
        for (int read = cursor.next(address, READ_AT_ONCE);
            read > 0;
            read = cursor.next(address, READ_AT_ONCE)) {
          for (int i = 0; i < read && next < partitions; i++, place++) {
            if (place >= count * next / partitions) {
              found[next - 1] = copy(Memory.getLong(address + 8L * i), sampled);
              next++;
            }
          }
        }
      }
    }
    return Arrays.copyOf(found, next - 1);
  }

  private long copy(long from, RowLayout sampled) {
    long to = bounds.add();
    Memory.fill(to, layout.width(), (byte) 0);
    for (int key : keys) {
      RowLayout.Field source = sampled.fields().get(key);
      RowLayout.Field target = layout.fields().get(key);
      if (RowFields.isNull(source, from)) {
        Memory.putByte(to + target.nullOffset(), (byte) 1);
      } else if (target.layout() == VectorLayout.INT128 && source.layout() == VectorLayout.LONG) {
        long value = Memory.getLong(from + source.offset());
        Memory.putLong(to + target.offset(), value);
        Memory.putLong(to + target.offset() + 8, value >> 63);
      } else if (target.layout() == VectorLayout.VIEW) {
        bounds.strings().keep(from + source.offset(), to + target.offset());
      } else {
        Memory.copy(from + source.offset(), to + target.offset(), target.layout().bytes());
      }
    }
    return to;
  }

  @Override
  public void choose(ColumnBatch rows, int[] partition) {
    long current = row.memoryAddress();
    for (int i = 0; i < rows.rowCount(); i++) {
      for (int k = 0; k < keys.length; k++) {
        int key = keys[k];
        RowLayout.Field field = fields[k];
        boolean isNull = rows.isNull(i, key);
        if (field.nullable()) {
          Memory.putByte(current + field.nullOffset(), (byte) (isNull ? 1 : 0));
        }
        int bytes = field.layout().bytes();
        if (!isNull) {
          Memory.copy(rows.values(key) + (long) i * bytes, current + field.offset(), bytes);
        }
      }
      partition[i] = range(current, order.prefix(current));
    }
  }

  /** How many bounds are not behind the row. */
  private int range(long current, long prefix) {
    int low = 0;
    int high = ends.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean reached =
          prefixes[middle] != prefix
              ? prefixes[middle] < prefix
              : order.compare(ends[middle], current) <= 0;
      if (reached) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bounds.close();
      row.close();
    }
  }
}
