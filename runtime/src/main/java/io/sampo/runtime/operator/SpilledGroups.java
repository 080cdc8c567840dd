package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Sink;
import io.sampo.runtime.block.DecodedRows;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpilledRows;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of one partition of the hash space, on disk as the tasks found them, joined while they
 * are read. When they do not fit into memory they are dealt out once more, by further bits of the
 * hash, and joined partition by partition.
 *
 * @param found what each task wrote for the partition
 */
record SpilledGroups(
    Sink.Group sink,
    GroupSpill spill,
    GroupMerge merge,
    List<SpilledRows> found,
    QueryContext context)
    implements RowSet.Part {
  /** The level at which even forced spilling ends. */
  private static final int LAST_FORCED_LEVEL = 1;

  private static final long BLOCK_BYTES = 256 << 10;

  SpilledGroups {
    found = List.copyOf(found);
  }

  @Override
  public long count() {
    return found.stream().mapToLong(SpilledRows::count).sum();
  }

  @Override
  public RowSet.Cursor open() {
    return new JoiningCursor();
  }

  @Override
  public List<RowSet.Part> split(long rows) {
    return List.of(this);
  }

  /** Rows to be joined, and the level of the bits that deal them out next. */
  private record Pending(List<SpilledRows> rows, int level) {
    long count() {
      return rows.stream().mapToLong(SpilledRows::count).sum();
    }
  }

  private final class JoiningCursor implements RowSet.Cursor {
    private final OperatorMemory memory = context.memory().operator("joining of groups", false);
    private final @Nullable HeapAccumulators heap = HeapAccumulators.forStates(sink.states());
    private final RowTexts texts = RowTexts.of(spill.layout());
    private final ArrayDeque<Pending> pending = new ArrayDeque<>();
    private final GroupTable table;
    private RowSet.Cursor joined = (pointers, most) -> 0;
    private boolean closed;

    JoiningCursor() {
      table = new GroupTable(spill.layout().width(), memory.allocator());
      table.askBeforeGrowing(memory::tryReserve);
      pending.add(new Pending(found, 1));
    }

    @Override
    public int next(long pointers, int most) {
      while (true) {
        int count = joined.next(pointers, most);
        if (count > 0) {
          return count;
        }
        Pending next = pending.poll();
        if (next == null) {
          return 0;
        }
        clear();
        join(next);
        joined = RowSet.Pages.all(table.rows()).open();
      }
    }

    private void clear() {
      table.clear();
      if (heap != null) {
        heap.clear();
        memory.heap(0);
      }
    }

    private void join(Pending next) {
      @Nullable RowSpiller overflow = null;
      var onDisk = new GroupsOnDisk();
      table.expect(next.count());
      try {
        for (SpilledRows rows : next.rows()) {
          SpilledRows.Reader reader = rows.reader(context.allocator());
          for (DecodedRows block = reader.next(); block != null; block = reader.next()) {
            try (DecodedRows current = block) {
              add(current);
            }
            if (overflows(next.level())) {
              overflow = overflow == null ? spill.open(context) : overflow;
              putBack(next.level(), onDisk, overflow);
            }
          }
        }
        if (overflow != null) {
          move(next.level(), onDisk, overflow);
          for (int i = 0; i < onDisk.partitions(); i++) {
            List<SpilledRows> further = List.of(overflow.written().get(i));
            pending.addFirst(new Pending(further, next.level() + 1));
          }
        }
      } finally {
        if (overflow != null) {
          overflow.close();
        }
      }
      merge.finish(heap, table.rows());
    }

    private boolean overflows(int level) {
      context.checkCancelled();
      boolean heapFits = heap == null || memory.tryHeap(heap.bytes());
      boolean last = level > GroupSpill.LAST_LEVEL || table.count() <= 1;
      if (last || heap != null && heap.hasShrunk()) {
        if (heap != null && !heapFits) {
          heap.shrink(context);
          memory.heap(heap.bytes());
        }
        return false;
      }
      if (!heapFits) {
        return true;
      }
      return isShort() || context.settings().forceSpill() && level <= LAST_FORCED_LEVEL;
    }

    private boolean isShort() {
      boolean isShort = table.isTight() || !memory.tryReserve(BLOCK_BYTES);
      return isShort && memory.used() >= memory.worthSpilling();
    }

    private void putBack(int level, GroupsOnDisk onDisk, RowSpiller overflow) {
      if (heap != null) {
        onDisk.atLeast(GroupSpill.PARTITIONS);
        move(level, onDisk, overflow);
        return;
      }
      if (context.settings().forceSpill()) {
        onDisk.atLeast(GroupsOnDisk.FORCED);
        move(level, onDisk, overflow);
      }
      while (table.count() > 0 && isShort()) {
        onDisk.extend(GroupSpill.counts(table, level));
        move(level, onDisk, overflow);
      }
    }

    private void move(int level, GroupsOnDisk onDisk, RowSpiller overflow) {
      spill.move(
          new GroupSpill.Groups(table, heap, memory),
          level,
          onDisk.partitions(),
          onDisk,
          overflow,
          context);
      if (heap != null && table.count() == 0) {
        memory.heap(0);
      }
    }

    private void add(DecodedRows block) {
      for (int i = 0; i < block.count(); i++) {
        long row = block.row(i);
        if (heap != null) {
          spill.load(row, heap);
        }
        long known = find(row);
        if (known == 0) {
          insert(row);
        } else {
          merge.combine(heap, heap, known, row, table.rows().strings());
          if (heap != null) {
            spill.release(row, heap);
          }
        }
      }
    }

    private long find(long row) {
      long hash = Memory.getLong(row + RowLayout.HASH);
      long index = hash & table.mask;
      while (true) {
        long entry = Memory.getLong(table.slots + (index << 3));
        if (entry == 0) {
          return 0;
        }
        long known = entry & GroupTable.ADDRESS;
        if ((entry ^ hash) >>> 48 == 0 && merge.sameKeys(known, row)) {
          return known;
        }
        index = (index + 1) & table.mask;
      }
    }

    private void insert(long row) {
      long fresh = table.insert(Memory.getLong(row + RowLayout.HASH));
      Memory.copy(row, fresh, spill.layout().width());
      texts.keep(row, fresh, table.rows().strings());
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        pending.clear();
        table.close();
        memory.close();
      }
    }
  }
}
