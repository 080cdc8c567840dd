package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.VectorLayout;
import io.sampo.runtime.join.HashPartitions;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.memory.OperatorMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a join's build side that one task sends. They stay in memory for as long as there is
 * room. When there is none, those of some cells of {@link HashPartitions} are put on disk ({@link
 * CellsOnDisk}); further rows of these cells are gathered in memory until the next time.
 */
final class BuildPart implements SinkPart {
  /** Of the memory one part of so many may be taken for the strings of rows that stay. */
  private static final int STRINGS_SHARE = 32;

  private static final long[] NOT_COUNTED = {};

  private final QueryContext context;
  private final RowLayout layout;
  private final List<RowLayout.Field> texts;
  private final OperatorMemory memory;
  private final RowPages rows;
  private final KeyFilter filter;
  private final CellsOnDisk onDisk;
  private final boolean keyless;
  private @Nullable RowDealing dealing;
  private boolean sawNullKey;

  /** Bytes of rows that stayed the last time, when others were put on disk. */
  private long stayed;

  private long[] counts = new long[HashPartitions.CELLS];

  /**
   * @param filter takes note of all rows that go to disk
   * @param onDisk shared by the sink's parts
   * @param keyless whether all rows have the same key, so that all or none go to disk
   */
  BuildPart(
      QueryContext context,
      RowLayout layout,
      KeyFilter filter,
      CellsOnDisk onDisk,
      boolean keyless) {
    this.context = context;
    this.filter = filter;
    this.layout = layout;
    this.onDisk = onDisk;
    this.keyless = keyless;
    this.texts =
        layout.fields().stream().filter(each -> each.layout() == VectorLayout.VIEW).toList();
    this.memory = context.memory().operator("join table", true);
    this.rows = new RowPages(layout.width(), memory.allocator());
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    if (!context.spilling().forced()
        && rows.bytes() - stayed >= memory.worthSpilling()
        && !context.spilling().mayKeep(rows.bytes())) {
      spillSome();
    }
    return true;
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    spillSome();
  }

  @Override
  public void spillAtEveryChance(GeneratedPipeline pipeline) {
    moveToDisk(onDisk.atLeast(keyless ? CellsOnDisk.ALL : CellsOnDisk.FORCED));
  }

  /** What of the rest has to go to disk so that all fits decides the sink. */
  @Override
  public void leaveBehind(GeneratedPipeline pipeline) {
    moveToDisk(onDisk.cells());
    while (rows.count() > 0 && !mayStay()) {
      spillSome();
    }
  }

  /** Small tables stay also where others were left as much memory as they may have. */
  private boolean mayStay() {
    return context.spilling().mayKeep(rows.bytes())
        && onDisk.leave(
            memory.used(),
            context.memory().leftBehind(),
            context.spilling().mostLeft(memory.used()));
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    sawNullKey = pipeline.sawNullKey;
  }

  private void spillSome() {
    if (rows.count() == 0) {
      return;
    }
    if (keyless) {
      moveToDisk(onDisk.atLeast(CellsOnDisk.ALL));
      return;
    }
    long most = context.spilling().keptBytes() / context.spilling().tasks();
    long[] found = CellsOnDisk.counts(rows);
    moveToDisk(onDisk.extend(found, rows.bytes(), most), found);
  }

  /**
   * Moves the rows of some cells to disk, or of all when there is no memory for what the others
   * need meanwhile.
   */
  void moveToDisk(long cells) {
    if (cells != 0 && rows.count() > 0) {
      moveToDisk(cells, copiesStrings(cells) ? CellsOnDisk.counts(rows) : NOT_COUNTED);
    }
  }

  /**
   * As {@link #moveToDisk(long)}.
   *
   * @param found how many rows of each cell there are; not asked for when no strings are copied
   */
  private void moveToDisk(long cells, long[] found) {
    long moving = hasRoomForStrings(cells, found) ? cells : onDisk.atLeast(CellsOnDisk.ALL);
    RowDealing to = dealing();
    filter.add(rows, hash -> CellsOnDisk.contains(moving, HashPartitions.cell(hash, 0)));
    if (moving == CellsOnDisk.ALL) {
      to.deal(rows);
    } else {
      to.deal(rows, cell -> !CellsOnDisk.contains(moving, cell), row -> {});
      rows.retain(row -> !CellsOnDisk.contains(moving, CellsOnDisk.cell(row)), this::keepTexts);
    }
    stayed = rows.bytes();
    memory.leftToSpill(stayed);
  }

  private RowDealing dealing() {
    if (dealing == null) {
      dealing =
          new RowDealing(
              context,
              layout,
              new RowDealer(hash -> HashPartitions.cell(hash, 0), HashPartitions.CELLS));
    }
    return dealing;
  }

  /** Strings of rows that stay are copied before all others are freed. */
  private boolean copiesStrings(long cells) {
    return cells != CellsOnDisk.ALL && rows.strings().used() > 0;
  }

  private boolean hasRoomForStrings(long cells, long[] found) {
    if (!copiesStrings(cells)) {
      return true;
    }
    long staying = 0;
    for (int cell = 0; cell < found.length; cell++) {
      staying += CellsOnDisk.contains(cells, cell) ? 0 : found[cell];
    }
    // Some more, since a few strings may be larger than others.
    long needed = rows.strings().used() / rows.count() * staying * 5 / 4;
    return needed <= context.memory().limit() / STRINGS_SHARE || memory.tryReserve(needed);
  }

  private void keepTexts(long row) {
    for (RowLayout.Field text : texts) {
      if (!RowFields.isNull(text, row)) {
        rows.strings().keep(row + text.offset(), row + text.offset());
      }
    }
  }

  // ---- when the task is done

  /** Counts the rows of each cell that are in memory. */
  void count() {
    counts = CellsOnDisk.counts(rows);
  }

  /** What was counted last. */
  long[] counts() {
    return counts;
  }

  /** Moves the rows of some cells to disk, and maybe others; the part is not used meanwhile. */
  void bring(long cells) {
    moveToDisk(cells);
    memory.settle();
  }

  /** No more rows will come. */
  void complete() {
    if (dealing != null) {
      dealing.complete();
    }
  }

  boolean isSpilled() {
    return dealing != null;
  }

  /** The rows in memory. */
  RowPages rows() {
    return rows;
  }

  boolean sawNullKey() {
    return sawNullKey;
  }

  /** The blocks on disk of a cell of the first level. */
  List<RowBlock> blocks(int cell) {
    return dealing == null ? List.of() : dealing.blocks(cell);
  }

  @Override
  public void close() {
    rows.close();
    if (dealing != null) {
      dealing.close();
    }
    memory.close();
  }
}
