package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Exact;
import io.sampo.codegen.kernel.PairSum;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.AggregateState;
import io.sampo.physical.Sink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins the groups of several parts. Each partition of the hash space is joined on its own. */
final class GroupMerge {
  private final Sink.Group sink;
  private final RowLayout layout;
  private final List<RowLayout.Field> keys;
  private final List<List<RowLayout.Field>> states;

  GroupMerge(Sink.Group sink, RowLayout layout) {
    this.sink = sink;
    this.layout = layout;
    this.keys = layout.fields().subList(0, sink.keys().size());
    this.states = new ArrayList<>();
    int at = keys.size();
    for (AggregateState state : sink.states()) {
      states.add(layout.fields().subList(at, at + state.columns().size()));
      at += state.columns().size();
    }
  }

  /**
   * Adds a part's groups to another part.
   *
   * @param partition which partition of the hash space to add
   * @param partitions the number of partitions, a power of two
   */
  void add(GroupPart to, GroupPart from, int partition, int partitions) {
    RowPages rows = from.table().rows();
    int shift = 64 - Integer.numberOfTrailingZeros(partitions);
    for (int page = 0; page < rows.pages(); page++) {
      long end = rows.end(page);
      for (long row = rows.start(page); row < end; row += layout.width()) {
        long hash = Memory.getLong(row + RowLayout.HASH);
        // The tag is made of the top bits: the partition is taken from the middle.
        if (partitions == 1 || (hash << 20 >>> shift) == partition) {
          addRow(to, from, row, hash);
        }
      }
    }
  }

  private void addRow(GroupPart to, GroupPart from, long row, long hash) {
    GroupTable table = to.table();
    long slot = hash & table.mask;
    while (true) {
      long entry = Memory.getLong(table.slots + (slot << 3));
      if (entry == 0) {
        insert(to, from, row, hash);
        return;
      }
      if ((entry ^ hash) >>> 48 == 0) {
        long known = entry & GroupTable.ADDRESS;
        if (Memory.getLong(known + RowLayout.HASH) == hash && sameKeys(known, row)) {
          combine(to, from, known, row);
          return;
        }
      }
      slot = (slot + 1) & table.mask;
    }
  }

  private boolean sameKeys(long a, long b) {
    for (RowLayout.Field key : keys) {
      if (!RowFields.equal(key, a, b)) {
        return false;
      }
    }
    return true;
  }

  private void insert(GroupPart to, GroupPart from, long row, long hash) {
    long fresh = to.table().insert(hash);
    StringArena strings = to.table().rows().strings();
    for (RowLayout.Field key : keys) {
      RowFields.copy(key, row, fresh, strings);
    }
    combine(to, from, fresh, row);
  }

  /** Joins the accumulators of two rows of the same group. */
  private void combine(GroupPart to, GroupPart from, long target, long source) {
    StringArena strings = to.table().rows().strings();
    int heap = 0;
    for (int i = 0; i < states.size(); i++) {
      List<RowLayout.Field> fields = states.get(i);
      RowLayout.Field field = fields.getFirst();
      AggregateState.Kind kind = sink.states().get(i).kind();
      if (kind == AggregateState.Kind.HEAP) {
        mergeHeap(to, from, heap++, field, target, source);
      } else if (!RowFields.isNull(field, source)) {
        combine(kind, fields, target, source, strings);
      }
    }
  }

  private static void mergeHeap(
      GroupPart to, GroupPart from, int state, RowLayout.Field field, long target, long source) {
    HeapAccumulators into = to.heap();
    HeapAccumulators other = from.heap();
    if (into != null && other != null) {
      long handle = Memory.getLong(target + field.offset());
      long otherHandle = Memory.getLong(source + field.offset());
      Memory.putLong(target + field.offset(), into.merge(state, handle, other, otherHandle));
    }
  }

  private static void combine(
      AggregateState.Kind kind, List<RowLayout.Field> fields, long target, long source, StringArena strings) {
    RowLayout.Field field = fields.getFirst();
    long to = target + field.offset();
    long from = source + field.offset();
    switch (kind) {
      case COUNT -> Memory.putLong(to, Memory.getLong(to) + Memory.getLong(from));
      case SUM -> {
        if (field.layout() == VectorLayout.INT128) {
          RowFields.addWide(to, from);
        } else {
          Memory.putLong(to, Exact.add(Memory.getLong(to), Memory.getLong(from), 0));
        }
        notNull(field, target);
      }
      case SUM_DOUBLE, SUM_PRODUCT -> {
        long low = target + fields.get(1).offset();
        PairSum.add(to, low, Memory.getDouble(from));
        PairSum.add(to, low, Memory.getDouble(source + fields.get(1).offset()));
        notNull(field, target);
      }
      case MIN, MAX -> {
        boolean better = RowFields.isNull(field, target);
        if (!better) {
          int order = RowFields.compare(field, source, target);
          better = kind == AggregateState.Kind.MIN ? order < 0 : order > 0;
        }
        if (better) {
          RowFields.copy(field, source, target, strings);
        }
      }
      case ANY -> {
        if (RowFields.isNull(field, target)) {
          RowFields.copy(field, source, target, strings);
        }
      }
      case HEAP -> throw new IllegalStateException("merged elsewhere");
    }
  }

  private static void notNull(RowLayout.Field field, long row) {
    if (field.nullable()) {
      Memory.putByte(row + field.nullOffset(), (byte) 0);
    }
  }

  /** Writes the results of accumulators on the heap into the rows. */
  void finish(GroupPart part) {
    HeapAccumulators heap = part.heap();
    if (heap == null) {
      return;
    }
    RowPages rows = part.table().rows();
    for (int page = 0; page < rows.pages(); page++) {
      for (long row = rows.start(page); row < rows.end(page); row += layout.width()) {
        finishRow(heap, row, rows.strings());
      }
    }
  }

  private void finishRow(HeapAccumulators heap, long row, StringArena strings) {
    int index = 0;
    for (int i = 0; i < states.size(); i++) {
      if (sink.states().get(i).kind() == AggregateState.Kind.HEAP) {
        List<RowLayout.Field> fields = states.get(i);
        @Nullable Object result = heap.result(index++, Memory.getLong(row + fields.get(0).offset()));
        if (result != null) {
          RowFields.put(fields.get(1), row, result, strings);
        }
      }
    }
  }
}
