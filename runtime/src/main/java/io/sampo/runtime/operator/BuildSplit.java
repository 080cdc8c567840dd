package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.runtime.join.HashPartitions;
import io.sampo.runtime.join.RowBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes partitions of the cells of a build side on disk: small cells share a partition, large ones
 * are dealt once more by further bits of the hash, and what no bit tells apart is cut into parts.
 * Cells may be split by several threads at once; {@link #partitions} and {@link #leaves} come
 * after.
 */
final class BuildSplit implements AutoCloseable {
  /** A further level that leaves so much together is not worth its writing. */
  private static final double HARDLY_LESS = 0.9;

  private final QueryContext context;
  private final RowLayout layout;
  private final long most;
  private final List<RowDealing> files = new ArrayList<>();
  private final List<List<RowBlock>> groups = new ArrayList<>();
  private final Cell[] cells = new Cell[HashPartitions.CELLS];

  /** The partition that small cells share until it is full. */
  private int shared = -1;

  private long sharedMemory;

  /** The partition of all cells in memory. */
  private int kept = -1;

  /** The rows of a cell. */
  private sealed interface Cell {
    long memory();

    /** Rows that stay together. */
    record Rows(List<RowBlock> blocks) implements Cell {
      @Override
      public long memory() {
        return blocks.stream().mapToLong(RowBlock::memory).sum();
      }
    }

    /** Rows that are in memory. */
    record InMemory() implements Cell {
      @Override
      public long memory() {
        return 0;
      }
    }

    /** Rows that are told apart by the next level. */
    record Split(List<Cell> cells) implements Cell {
      @Override
      public long memory() {
        return cells.stream().mapToLong(Cell::memory).sum();
      }
    }
  }

  /**
   * @param most the bytes of rows that a partition should have at most
   */
  BuildSplit(QueryContext context, RowLayout layout, long most) {
    this.context = context;
    this.layout = layout;
    this.most = most;
    Arrays.fill(cells, new Cell.Rows(List.of()));
  }

  /** Leaves a cell of the first level as it is. */
  void keep(int cell, List<RowBlock> blocks) {
    cells[cell] = new Cell.Rows(blocks);
  }

  /** The rows of a cell of the first level are in memory. */
  void inMemory(int cell) {
    cells[cell] = new Cell.InMemory();
  }

  /** Splits one cell of the first level, as far as its size asks for it. */
  void split(int cell, List<RowBlock> blocks) {
    cells[cell] = split(new Cell.Rows(blocks), 1);
  }

  private Cell split(Cell.Rows rows, int level) {
    long memory = rows.memory();
    if (memory <= most || level == HashPartitions.LEVELS) {
      return rows;
    }
    var dealing =
        new RowDealing(
            context,
            layout,
            new RowDealer(hash -> HashPartitions.cell(hash, level), HashPartitions.CELLS));
    synchronized (files) {
      files.add(dealing);
    }
    deal(rows, dealing);
    var apart = new ArrayList<Cell>();
    long largest = 0;
    for (int cell = 0; cell < HashPartitions.CELLS; cell++) {
      var part = new Cell.Rows(dealing.blocks(cell));
      largest = Math.max(largest, part.memory());
      apart.add(part);
    }
    if (largest > memory * HARDLY_LESS) {
      dealing.close();
      return rows;
    }
    return new Cell.Split(apart.stream().map(part -> split((Cell.Rows) part, level + 1)).toList());
  }

  private void deal(Cell.Rows rows, RowDealing dealing) {
    long buffer = context.spilling().probeBuffer(HashPartitions.CELLS);
    try (var pages = new RowPages(layout.width(), context.allocator())) {
      for (RowBlock block : rows.blocks()) {
        block.read(pages);
        if (pages.bytes() >= buffer) {
          dealing.deal(pages);
        }
      }
      dealing.deal(pages);
    }
    dealing.complete();
  }

  /** The partitions of a build side with keys; called once. */
  HashPartitions partitions() {
    return partitions(List.of(cells), 0);
  }

  /** Everything in one partition; called instead of {@link #partitions()}. */
  HashPartitions single() {
    var blocks = new ArrayList<RowBlock>();
    for (Cell cell : cells) {
      blocks.addAll(((Cell.Rows) cell).blocks());
    }
    groups.add(blocks);
    return HashPartitions.single();
  }

  private HashPartitions partitions(List<Cell> cellsOfLevel, int level) {
    var dealt = new ArrayList<HashPartitions.Cell>();
    for (Cell cell : cellsOfLevel) {
      dealt.add(
          switch (cell) {
            case Cell.Split split ->
                new HashPartitions.Cell.Deeper(partitions(split.cells(), level + 1));
            case Cell.Rows rows -> new HashPartitions.Cell.Partition(group(rows));
            case Cell.InMemory _ -> new HashPartitions.Cell.Partition(kept());
          });
    }
    return new HashPartitions(level, dealt);
  }

  private int kept() {
    if (kept < 0) {
      kept = groups.size();
      groups.add(List.of());
    }
    return kept;
  }

  /** The number of the partition that a cell's rows are part of. */
  private int group(Cell.Rows rows) {
    long memory = rows.memory();
    if (memory >= most) {
      groups.add(rows.blocks());
      return groups.size() - 1;
    }
    if (shared < 0 || sharedMemory + memory > most) {
      shared = groups.size();
      sharedMemory = 0;
      groups.add(new ArrayList<>());
    }
    sharedMemory += memory;
    groups.get(shared).addAll(rows.blocks());
    return shared;
  }

  /** What was made of the cells, when the partitions are made. */
  RowCounts.Dealt dealt(List<SpilledBuild.Leaf> leaves) {
    List<SpilledBuild.Leaf> dealt = leaves.stream().filter(leaf -> leaf.number() != kept).toList();
    int inMemory = (int) Arrays.stream(cells).filter(cell -> cell instanceof Cell.InMemory).count();
    int parts = dealt.stream().mapToInt(leaf -> leaf.parts().size()).sum();
    return new RowCounts.Dealt(
        withRows(List.of(cells)), inMemory, again(List.of(cells)), dealt.size(), parts);
  }

  private static int withRows(List<Cell> cells) {
    int count = 0;
    for (Cell cell : cells) {
      count +=
          switch (cell) {
            case Cell.Rows rows -> rows.blocks().isEmpty() ? 0 : 1;
            case Cell.InMemory _ -> 1;
            case Cell.Split split -> withRows(split.cells());
          };
    }
    return count;
  }

  private static int again(List<Cell> cells) {
    int count = 0;
    for (Cell cell : cells) {
      count +=
          switch (cell) {
            case Cell.Rows _, Cell.InMemory _ -> 0;
            case Cell.Split split -> 1 + again(split.cells());
          };
    }
    return count;
  }

  /**
   * The partitions by their numbers.
   *
   * @param table of the rows of the cells in memory
   */
  List<SpilledBuild.Leaf> leaves(@Nullable JoinTable table) {
    var leaves = new ArrayList<SpilledBuild.Leaf>();
    for (List<RowBlock> group : groups) {
      int number = leaves.size();
      leaves.add(
          new SpilledBuild.Leaf(
              number,
              number == kept && table != null
                  ? List.of(new SpilledBuild.Part.InMemory(table))
                  : parts(group)));
    }
    return leaves;
  }

  private List<SpilledBuild.Part> parts(List<RowBlock> blocks) {
    var parts = new ArrayList<SpilledBuild.Part>();
    List<RowBlock> part = new ArrayList<>();
    long memory = 0;
    for (RowBlock block : blocks) {
      if (!part.isEmpty() && memory + block.memory() > most) {
        parts.add(new SpilledBuild.Part.OnDisk(part));
        part = new ArrayList<>();
        memory = 0;
      }
      part.add(block);
      memory += block.memory();
    }
    if (!part.isEmpty() || parts.isEmpty()) {
      parts.add(new SpilledBuild.Part.OnDisk(part));
    }
    return parts;
  }

  @Override
  public void close() {
    files.forEach(RowDealing::close);
  }
}
