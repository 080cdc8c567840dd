package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.join.HashPartitions;
import io.sampo.runtime.join.RowBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A join's build side on disk, in partitions of which each fits into memory, or, where that cannot
 * be had, parts of each do. One of the partitions may be in memory all the time, and never was on
 * disk. Which of its rows were matched is noted beside them. Safe for use by many threads; the
 * files belong to the stage that built it.
 */
final class SpilledBuild implements AutoCloseable {
  private final QueryContext context;
  private final RowLayout layout;
  private final HashPartitions partitions;
  private final List<Leaf> leaves;
  private final boolean nullKey;
  private final KeyFilter filter;

  /** The bytes of the partition that is in memory all the time. */
  private long kept;

  /** A partition. */
  record Leaf(int number, List<Part> parts) {
    Leaf {
      parts = List.copyOf(parts);
    }

    /** Whether its rows are in memory all the time. */
    boolean isInMemory() {
      return parts.getFirst() instanceof Part.InMemory;
    }
  }

  /** Rows of a partition that are in memory together. */
  sealed interface Part {
    /** How many there are. */
    long rows();

    /** The bytes that its hash table takes when it is loaded. */
    long memory();

    /**
     * Rows that are in memory all the time, where those are marked that were matched.
     *
     * @param table owned by the build side
     */
    record InMemory(JoinTable table) implements Part {
      @Override
      public long rows() {
        return table.rowCount();
      }

      @Override
      public long memory() {
        return 0;
      }
    }

    /** Rows that are loaded when they are needed. */
    final class OnDisk implements Part {
      private final List<RowBlock> blocks;
      private final long rows;
      private @Nullable AtomicLongArray matched;

      OnDisk(List<RowBlock> blocks) {
        this.blocks = List.copyOf(blocks);
        this.rows = blocks.stream().mapToLong(RowBlock::rows).sum();
      }

      @Override
      public long rows() {
        return rows;
      }

      @Override
      public long memory() {
        return blocks.stream().mapToLong(RowBlock::memory).sum() + JoinTable.slotBytes(rows);
      }

      synchronized AtomicLongArray matched() {
        if (matched == null) {
          matched = new AtomicLongArray(Math.toIntExact((rows + 63) / 64));
        }
        return matched;
      }
    }
  }

  /**
   * @param nullKey whether the build side had a row with a null among its keys
   * @param filter knows the hashes of the keys; freed with this
   */
  SpilledBuild(
      QueryContext context,
      RowLayout layout,
      HashPartitions partitions,
      List<Leaf> leaves,
      boolean nullKey,
      KeyFilter filter) {
    this.context = context;
    this.layout = layout;
    this.partitions = partitions;
    this.leaves = List.copyOf(leaves);
    this.nullKey = nullKey;
    this.filter = filter;
    this.kept =
        inMemory()
            .map(SpilledBuild::inMemory)
            .map(table ->
                JoinTable.slotBytes(table.rowCount())
                    + table.parts().stream().mapToLong(RowPages::bytes).sum())
            .orElse(0L);
    context.spilling().gate().kept(kept);
  }

  /** The number of rows. */
  long rows() {
    return leaves.stream().flatMap(leaf -> leaf.parts().stream()).mapToLong(Part::rows).sum();
  }

  /** Tells which rows of the probing side have no partner for sure; empty when nothing is known. */
  Optional<JoinTable> filter() {
    return filter.table();
  }

  /** Frees what is in memory. May be called twice. */
  @Override
  public void close() {
    filter.close();
    free();
  }

  /** Frees the partition that is in memory all the time. May be called twice. */
  synchronized void free() {
    inMemory().ifPresent(leaf -> inMemory(leaf).close());
    context.spilling().gate().kept(-kept);
    kept = 0;
  }

  /** The partition that is in memory all the time. */
  Optional<Leaf> inMemory() {
    return leaves.stream().filter(Leaf::isInMemory).findFirst();
  }

  /** The table of the partition that is in memory all the time. */
  static JoinTable inMemory(Leaf leaf) {
    return ((Part.InMemory) leaf.parts().getFirst()).table();
  }

  HashPartitions partitions() {
    return partitions;
  }

  List<Leaf> leaves() {
    return leaves;
  }

  /** A table without rows that stands for all of them. */
  JoinTable nothing() {
    return JoinTable.ofSome(List.of(), nullKey, context.allocator());
  }

  /** A part in memory, as a hash table. Used by one task. */
  final class Loaded implements AutoCloseable {
    private final Part.OnDisk part;
    private final boolean tracked;
    private final JoinTable table;

    private Loaded(Part.OnDisk part, boolean tracked, JoinTable table) {
      this.part = part;
      this.tracked = tracked;
      this.table = table;
    }

    Part.OnDisk part() {
      return part;
    }

    JoinTable table() {
      return table;
    }

    /** Notes which rows were matched, and frees the table. */
    @Override
    public void close() {
      if (tracked) {
        note(part, table.parts().getFirst());
      }
      table.close();
    }
  }

  /** Notes which of a part's rows, read by {@link #read}, were matched. */
  void note(Part.OnDisk part, RowPages rows) {
    AtomicLongArray matched = part.matched();
    int ordinal = 0;
    for (int page = 0; page < rows.pages(); page++) {
      for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
        if (Memory.getByte(row + RowLayout.MATCHED) != 0) {
          long bit = 1L << ordinal;
          matched.accumulateAndGet(ordinal >>> 6, bit, (before, more) -> before | more);
        }
        ordinal++;
      }
    }
  }

  /**
   * Loads a part.
   *
   * @param tracked whether it is to be noted which rows find a partner
   */
  Loaded load(Part.OnDisk part, boolean tracked) {
    RowPages rows = newRows(context.allocator());
    JoinTable table;
    try {
      read(part, rows);
      table = table(List.of(rows), context.allocator());
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
    table.link(0);
    return new Loaded(part, tracked, table);
  }

  /** Pages for rows of this build side. */
  RowPages newRows(BufferAllocator allocator) {
    return new RowPages(layout.width(), allocator);
  }

  /** Reads all rows of a part, none of them matched. */
  void read(Part.OnDisk part, RowPages into) {
    part.blocks.forEach(block -> block.read(into));
  }

  /**
   * A table of some of the rows, which are to be linked.
   *
   * @param rows owned by the table from now on
   */
  JoinTable table(List<RowPages> rows, BufferAllocator allocator) {
    return JoinTable.ofSome(rows, nullKey, allocator);
  }

  /** Inputs that read the rows that were matched, or those that were not. */
  List<Supplier<FlowInput>> marked(boolean wanted) {
    var inputs = new ArrayList<Supplier<FlowInput>>();
    for (Leaf leaf : leaves) {
      for (Part part : leaf.parts()) {
        switch (part) {
          case Part.InMemory kept ->
              kept.table().parts().forEach(pages -> inputs.add(() -> marked(pages, wanted)));
          case Part.OnDisk onDisk when onDisk.rows() > 0 ->
              inputs.add(() -> marked(onDisk, wanted));
          case Part.OnDisk _ -> {}
        }
      }
    }
    return inputs;
  }

  private FlowInput marked(RowPages pages, boolean wanted) {
    var rows = new RowSet.Marked(RowSet.Pages.all(pages), wanted);
    return new FlowInput.Rows(rows, context.settings().batchSize(), context.allocator());
  }

  private FlowInput marked(Part.OnDisk part, boolean wanted) {
    AtomicLongArray matched = part.matched();
    LongPredicate test =
        ordinal -> (matched.get((int) (ordinal >>> 6)) >>> ordinal & 1) != 0 == wanted;
    return new SpilledInput(part.blocks, layout, context, test);
  }
}
