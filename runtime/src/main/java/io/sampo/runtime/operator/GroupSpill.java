package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.StringView;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.AggregateState;
import io.sampo.physical.Sink;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.types.BinaryType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * How groups are put on disk: their rows, with the accumulators on the heap as bytes behind them,
 * dealt out by a few bits of the hash, other ones at each level. Immutable, safe for use by many
 * threads.
 */
final class GroupSpill {
  /** Into so many partitions rows are dealt out at each level. */
  static final int PARTITIONS = 16;

  /** The last level: further down are bits that choose slots of small tables. */
  static final int LAST_LEVEL = 8;

  private static final int LEVEL_BITS = 4;
  private static final int FIRST_SHIFT = 44;
  private static final long SAVED_AT_ONCE = 1 << 20;

  private final RowLayout layout;
  private final RowLayout written;
  private final List<RowLayout.Field> handles;

  /**
   * @param layout of the rows in memory
   */
  GroupSpill(Sink.Group sink, RowLayout layout) {
    this.layout = layout;
    this.handles = new ArrayList<>();
    int field = sink.keys().size();
    for (AggregateState state : sink.states()) {
      if (state.kind() == AggregateState.Kind.HEAP) {
        handles.add(layout.fields().get(field));
      }
      field += state.columns().size();
    }
    var fields = new ArrayList<>(layout.fields());
    int width = layout.width();
    for (RowLayout.Field handle : handles) {
      var column =
          new ColumnReference(handle.column().id(), "accumulator", new BinaryType(), false);
      fields.add(new RowLayout.Field(column, VectorLayout.VIEW, width, -1));
      width += StringView.BYTES;
    }
    this.written = new RowLayout(fields, width);
  }

  /** The layout of the rows in memory. */
  RowLayout layout() {
    return layout;
  }

  /** Something to write to. */
  RowSpiller open(QueryContext context) {
    return new RowSpiller(
        context.spill().create("groups"), written, PARTITIONS, true, context.allocator());
  }

  /** Writes all groups, dealt out by the bits of a level. */
  void write(
      GroupTable table,
      @Nullable HeapAccumulators heap,
      int level,
      RowSpiller spiller,
      QueryContext context) {
    int shift = FIRST_SHIFT - LEVEL_BITS * level;
    try (ArrowBuf copy = context.allocator().buffer(written.width());
        var saved = new StringArena(context.allocator())) {
      RowPages rows = table.rows();
      for (int page = 0; page < rows.pages(); page++) {
        context.checkCancelled();
        for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
          int partition = (int) (Memory.getLong(row + RowLayout.HASH) >>> shift) & PARTITIONS - 1;
          spiller.add(
              partition, heap == null ? row : withStates(row, heap, copy.memoryAddress(), saved));
        }
      }
      spiller.flush();
    }
  }

  private long withStates(long row, HeapAccumulators heap, long copy, StringArena saved) {
    if (saved.used() > SAVED_AT_ONCE) {
      saved.clear();
    }
    Memory.copy(row, copy, layout.width());
    for (int i = 0; i < handles.size(); i++) {
      byte[] bytes = heap.save(Memory.getLong(row + handles.get(i).offset()));
      saved.put(bytes, copy + layout.width() + (long) i * StringView.BYTES);
    }
    return copy;
  }

  /** Makes the accumulators of a row read back, so that it is as it was in memory. */
  void load(long row, HeapAccumulators heap) {
    for (int i = 0; i < handles.size(); i++) {
      long view = row + layout.width() + (long) i * StringView.BYTES;
      long handle = heap.load(i, StringView.toBytes(view));
      Memory.putLong(row + handles.get(i).offset(), handle);
    }
  }

  /** Forgets the accumulators of a row read back. */
  void release(long row, HeapAccumulators heap) {
    for (RowLayout.Field field : handles) {
      long handle = Memory.getLong(row + field.offset());
      if (handle != 0) {
        heap.release(handle);
      }
    }
  }
}
