package io.sampo.runtime.operator;

import io.sampo.codegen.kernel.Exact;
import io.sampo.codegen.kernel.PairSum;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.row.StringArena;
import io.sampo.codegen.vector.Memory;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.physical.AggregateState;
import io.sampo.physical.Sink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Joins the groups of several parts. Each partition of the hash space is joined on its own. */
final class GroupMerge {
  private final Sink.Group sink;
  private final List<RowLayout.Field> keys;
  private final List<List<RowLayout.Field>> states;

  /** For each state how it orders rows. */
  private final List<RowOrder> firsts;

  GroupMerge(Sink.Group sink, RowLayout layout) {
    this.sink = sink;
    this.keys = layout.fields().subList(0, sink.keys().size());
    this.states = new ArrayList<>();
    int at = keys.size();
    for (AggregateState state : sink.states()) {
      states.add(layout.fields().subList(at, at + state.columns().size()));
      at += state.columns().size();
    }
    this.firsts =
        sink.states().stream()
            .map(state ->
                state.kind() == AggregateState.Kind.FIRST
                    ? RowOrder.of(state.columnOrder(), layout)
                    : RowOrder.of(List.of(), layout))
            .toList();
  }

  /**
   * The addresses of a part's rows by partition of the hash space; the number of partitions is a
   * power of two.
   */
  long[][] scatter(GroupPart part, int partitions) {
    long[] rows = RowOrder.addresses(List.of(part.table().rows()));
    if (partitions == 1) {
      return new long[][] {rows};
    }
    int[] counts = new int[partitions];
    for (long row : rows) {
      counts[partition(row, partitions)]++;
    }
    long[][] lists = new long[partitions][];
    for (int i = 0; i < partitions; i++) {
      lists[i] = new long[counts[i]];
      counts[i] = 0;
    }
    for (long row : rows) {
      int partition = partition(row, partitions);
      lists[partition][counts[partition]++] = row;
    }
    return lists;
  }

  /** Taken from the middle of the hash: its top bits are tags, its low bits choose slots. */
  private static int partition(long row, int partitions) {
    return (int) (Memory.getLong(row + RowLayout.HASH) >>> 36) & partitions - 1;
  }

  /**
   * Joins the groups of one partition. Rows stay where they are: the first one met of a group takes
   * up the others.
   *
   * @param parts all parts
   * @param lists the partition's rows of each part
   * @param strings keeps long text that a row takes over from another part's
   * @return the rows that remain
   */
  long[] join(
      List<GroupPart> parts, List<long[]> lists, StringArena strings, BufferAllocator allocator) {
    int total = Math.toIntExact(lists.stream().mapToLong(list -> list.length).sum());
    int bits = Math.max(6, 64 - Long.numberOfLeadingZeros(Math.max(1, total * 2L - 1)));
    try (ArrowBuf buffer = allocator.buffer(8L << bits)) {
      Memory.fill(buffer.memoryAddress(), 8L << bits, (byte) 0);
      var joined = new Joined(parts, buffer.memoryAddress(), bits, total, strings);
      for (int part = 0; part < lists.size(); part++) {
        for (long row : lists.get(part)) {
          joined.add(part, row);
        }
      }
      joined.finish();
      return Arrays.copyOf(joined.rows, joined.count);
    }
  }

  /** The rows joined so far, with slots to find them. */
  private final class Joined {
    private final List<GroupPart> parts;
    private final long slots;
    private final long mask;
    private final StringArena strings;
    private final long[] rows;
    private final int[] partOf;
    private final boolean heap;
    private int count;

    Joined(List<GroupPart> parts, long slots, int bits, int most, StringArena strings) {
      this.parts = parts;
      this.slots = slots;
      this.mask = (1L << bits) - 1;
      this.strings = strings;
      this.rows = new long[most];
      this.heap = parts.stream().anyMatch(part -> part.heap() != null);
      this.partOf = new int[heap ? most : 0];
    }

    /**
     * Slots hold the number of a row, counted from 1, in the low half and part of its hash in the
     * high half.
     */
    void add(int part, long row) {
      long hash = Memory.getLong(row + RowLayout.HASH);
      long index = hash & mask;
      while (true) {
        long slot = slots + (index << 3);
        long entry = Memory.getLong(slot);
        if (entry == 0) {
          if (heap) {
            partOf[count] = part;
          }
          rows[count++] = row;
          Memory.putLong(slot, hash & 0xFFFFFFFF00000000L | count);
          return;
        }
        if ((entry ^ hash) >>> 32 == 0) {
          int known = (int) entry - 1;
          if (sameKeys(rows[known], row)) {
            GroupPart target = heap ? parts.get(partOf[known]) : parts.get(part);
            combine(target.heap(), parts.get(part).heap(), rows[known], row, strings);
            return;
          }
        }
        index = (index + 1) & mask;
      }
    }

    /** Writes the results of accumulators on the heap. */
    void finish() {
      for (int i = 0; i < count; i++) {
        HeapAccumulators accumulators = heap ? parts.get(partOf[i]).heap() : null;
        if (accumulators != null) {
          finishRow(accumulators, rows[i], strings);
        }
      }
    }
  }

  boolean sameKeys(long a, long b) {
    for (RowLayout.Field key : keys) {
      if (!RowFields.equal(key, a, b)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Joins the accumulators of two rows of the same group.
   *
   * @param to the accumulators on the heap of the target row
   * @param from those of the source row
   */
  void combine(
      @Nullable HeapAccumulators to,
      @Nullable HeapAccumulators from,
      long target,
      long source,
      StringArena strings) {
    int heap = 0;
    for (int i = 0; i < states.size(); i++) {
      List<RowLayout.Field> fields = states.get(i);
      RowLayout.Field field = fields.getFirst();
      AggregateState.Kind kind = sink.states().get(i).kind();
      if (kind == AggregateState.Kind.FIRST) {
        mergeFirst(fields, firsts.get(i), target, source, strings);
      } else if (kind == AggregateState.Kind.HEAP) {
        mergeHeap(to, from, heap++, field, target, source);
      } else if (!RowFields.isNull(field, source)) {
        combine(kind, fields, target, source, strings);
      }
    }
  }

  private static void mergeFirst(
      List<RowLayout.Field> fields, RowOrder order, long target, long source, StringArena strings) {
    RowLayout.Field entered = fields.getFirst();
    if (RowFields.isNull(entered, source)
        || !RowFields.isNull(entered, target) && order.compare(source, target) >= 0) {
      return;
    }
    fields.forEach(field -> RowFields.copy(field, source, target, strings));
  }

  private static void mergeHeap(
      @Nullable HeapAccumulators into,
      @Nullable HeapAccumulators other,
      int state,
      RowLayout.Field field,
      long target,
      long source) {
    if (into != null && other != null) {
      long handle = Memory.getLong(target + field.offset());
      long otherHandle = Memory.getLong(source + field.offset());
      Memory.putLong(target + field.offset(), into.merge(state, handle, other, otherHandle));
    }
  }

  private static void combine(
      AggregateState.Kind kind,
      List<RowLayout.Field> fields,
      long target,
      long source,
      StringArena strings) {
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
      case FIRST, HEAP -> throw new IllegalStateException("merged elsewhere");
    }
  }

  private static void notNull(RowLayout.Field field, long row) {
    if (field.nullable()) {
      Memory.putByte(row + field.nullOffset(), (byte) 0);
    }
  }

  /**
   * Writes the results of accumulators on the heap into the rows of a part that is joined with no
   * other.
   */
  void finish(@Nullable HeapAccumulators heap, RowPages rows) {
    if (heap == null) {
      return;
    }
    for (long row : RowOrder.addresses(List.of(rows))) {
      finishRow(heap, row, rows.strings());
    }
  }

  private void finishRow(HeapAccumulators heap, long row, StringArena strings) {
    int index = 0;
    for (int i = 0; i < states.size(); i++) {
      if (sink.states().get(i).kind() == AggregateState.Kind.HEAP) {
        List<RowLayout.Field> fields = states.get(i);
        @Nullable Object result =
            heap.result(index++, Memory.getLong(row + fields.get(0).offset()));
        if (result != null) {
          RowFields.put(fields.get(1), row, result, strings);
        }
      }
    }
  }
}
