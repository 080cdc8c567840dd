package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.join.HashPartitions;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.memory.OperatorMemory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a join's build side that one task sends. They stay in memory for as long as there is
 * room, and are then dealt to the cells of {@link HashPartitions} on disk.
 */
final class BuildPart implements SinkPart {
  private final QueryContext context;
  private final RowLayout layout;
  private final OperatorMemory memory;
  private final RowPages rows;
  private final KeyFilter filter;
  private @Nullable RowDealing dealing;
  private boolean sawNullKey;

  /**
   * @param filter takes note of all rows that go to disk
   */
  BuildPart(QueryContext context, RowLayout layout, KeyFilter filter) {
    this.context = context;
    this.filter = filter;
    this.layout = layout;
    this.memory = context.memory().operator("join table", true);
    this.rows = new RowPages(layout.width(), memory.allocator());
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    if (rows.count() > 0 && !context.spilling().mayKeep(rows.bytes())) {
      spill();
    }
    return true;
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    if (rows.count() > 0) {
      spill();
    }
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    sawNullKey = pipeline.sawNullKey;
  }

  /** Moves the rows in memory to disk. */
  void spill() {
    if (dealing == null) {
      dealing =
          new RowDealing(
              context,
              layout,
              new RowDealer(hash -> HashPartitions.cell(hash, 0), HashPartitions.CELLS));
    }
    filter.add(rows);
    dealing.deal(rows);
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
