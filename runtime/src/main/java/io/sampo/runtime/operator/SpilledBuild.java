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
 * be had, parts of each do. Which of its rows were matched is noted beside them. Safe for use by
 * many threads; the files belong to the stage that built it.
 */
final class SpilledBuild implements AutoCloseable {
  private final QueryContext context;
  private final RowLayout layout;
  private final HashPartitions partitions;
  private final List<Leaf> leaves;
  private final boolean nullKey;
  private final KeyFilter filter;

  /** A partition. */
  record Leaf(int number, List<Part> parts) {
    Leaf {
      parts = List.copyOf(parts);
    }
  }

  /** Rows of a partition that are in memory together. */
  static final class Part {
    private final List<RowBlock> blocks;
    private final long rows;
    private @Nullable AtomicLongArray matched;

    Part(List<RowBlock> blocks) {
      this.blocks = List.copyOf(blocks);
      this.rows = blocks.stream().mapToLong(RowBlock::rows).sum();
    }

    /** The bytes of its hash table. */
    long memory() {
      return blocks.stream().mapToLong(RowBlock::memory).sum() + JoinTable.slotBytes(rows);
    }

    synchronized AtomicLongArray matched() {
      if (matched == null) {
        matched = new AtomicLongArray(Math.toIntExact((rows + 63) / 64));
      }
      return matched;
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
  }

  /** The number of rows. */
  long rows() {
    return leaves.stream()
        .flatMap(leaf -> leaf.parts().stream())
        .mapToLong(part -> part.rows)
        .sum();
  }

  /** Tells which rows of the probing side have no partner for sure; empty when nothing is known. */
  Optional<JoinTable> filter() {
    return filter.table();
  }

  /** Frees what is in memory. May be called twice. */
  @Override
  public void close() {
    filter.close();
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
    private final Part part;
    private final boolean tracked;
    private final JoinTable table;

    private Loaded(Part part, boolean tracked, JoinTable table) {
      this.part = part;
      this.tracked = tracked;
      this.table = table;
    }

    Part part() {
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
  void note(Part part, RowPages rows) {
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
  Loaded load(Part part, boolean tracked) {
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
  void read(Part part, RowPages into) {
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
        if (part.rows > 0) {
          inputs.add(() -> {
            AtomicLongArray matched = part.matched();
            LongPredicate test =
                ordinal -> (matched.get((int) (ordinal >>> 6)) >>> ordinal & 1) != 0 == wanted;
            return new SpilledInput(part.blocks, layout, context, test);
          });
        }
      }
    }
    return inputs;
  }
}
