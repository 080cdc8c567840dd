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
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.types.BinaryType;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** After so many rows it is looked whether the query still runs. */
  private static final int ROWS_AT_ONCE = 1 << 14;

  /** Of the memory one part of so many may be taken for the strings of rows that stay. */
  private static final int STRINGS_SHARE = 32;

  private final RowLayout layout;
  private final RowLayout written;
  private final List<RowLayout.Field> handles;
  private final RowTexts texts;

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
    this.texts = RowTexts.of(layout);
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

  /** The partition of a row at a level. */
  static int partition(long row, int level) {
    int shift = FIRST_SHIFT - LEVEL_BITS * level;
    return (int) (Memory.getLong(row + RowLayout.HASH) >>> shift) & PARTITIONS - 1;
  }

  /** How many groups there are of each partition. */
  static long[] counts(GroupTable table, int level) {
    long[] counts = new long[PARTITIONS];
    RowPages rows = table.rows();
    for (int page = 0; page < rows.pages(); page++) {
      for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
        counts[partition(row, level)]++;
      }
    }
    return counts;
  }

  /** About as many as there are of each partition where no partition was treated unlike others. */
  static long[] evenCounts(long groups) {
    long[] counts = new long[PARTITIONS];
    Arrays.fill(counts, (groups + PARTITIONS - 1) / PARTITIONS);
    return counts;
  }

  /**
   * Moves the groups of some partitions to disk, or of all when there is no memory for what the
   * others need meanwhile.
   *
   * @param from where the groups are
   * @param number the partitions below this number are moved
   * @param onDisk told when all are moved
   */
  void move(
      Groups from,
      int level,
      int number,
      GroupsOnDisk onDisk,
      RowSpiller spiller,
      QueryContext context) {
    boolean all = number >= PARTITIONS || !hasRoomForStrings(from, level, number, context);
    if (all) {
      onDisk.atLeast(PARTITIONS);
    }
    HeapAccumulators heap = from.heap();
    try (ArrowBuf buffer = context.allocator().buffer(written.width());
        var saved = new StringArena(context.allocator())) {
      var moving = new Moving(heap, level, number, all, spiller, buffer.memoryAddress(), saved);
      moving.run(from.table(), context);
      spiller.flush();
    }
    if (from.table().count() == 0 && heap != null) {
      heap.clear();
    }
  }

  /**
   * Groups in memory.
   *
   * @param memory that they are charged to
   */
  record Groups(GroupTable table, @Nullable HeapAccumulators heap, OperatorMemory memory) {}

  private static boolean hasRoomForStrings(
      Groups from, int level, int number, QueryContext context) {
    long strings = from.table().rows().strings().used();
    if (strings == 0) {
      return true;
    }
    long[] counts = counts(from.table(), level);
    long staying = 0;
    for (int i = number; i < PARTITIONS; i++) {
      staying += counts[i];
    }
    // Some more, since a few strings may be larger than others.
    long needed = strings / from.table().count() * staying * 5 / 4;
    return needed <= context.memory().limit() / STRINGS_SHARE || from.memory().tryReserve(needed);
  }

  /** Writes the groups of some partitions, whose accumulators are forgotten. */
  private final class Moving {
    private final @Nullable HeapAccumulators heap;
    private final int level;
    private final int number;
    private final boolean all;
    private final RowSpiller spiller;
    private final long copy;
    private final StringArena saved;

    Moving(
        @Nullable HeapAccumulators heap,
        int level,
        int number,
        boolean all,
        RowSpiller spiller,
        long copy,
        StringArena saved) {
      this.heap = heap;
      this.level = level;
      this.number = number;
      this.all = all;
      this.spiller = spiller;
      this.copy = copy;
      this.saved = saved;
    }

    void run(GroupTable table, QueryContext context) {
      if (all) {
        RowPages rows = table.rows();
        for (int page = 0; page < rows.pages(); page++) {
          context.checkCancelled();
          for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
            write(row);
          }
        }
        table.clear();
        return;
      }
      long[] seen = new long[1];
      table.retain(
          row -> {
            if (seen[0]++ % ROWS_AT_ONCE == 0) {
              context.checkCancelled();
            }
            return stays(row);
          },
          row -> texts.keep(row, row, table.rows().strings()));
    }

    private boolean stays(long row) {
      if (partition(row, level) >= number) {
        return true;
      }
      write(row);
      if (heap != null) {
        release(row, heap);
      }
      return false;
    }

    private void write(long row) {
      spiller.add(partition(row, level), heap == null ? row : withStates(row, heap, copy, saved));
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
