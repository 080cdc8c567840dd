package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.memory.OperatorMemory;
import java.util.List;

/** Rows that are dealt to partitions on disk, gathered in memory until there are enough. */
final class DealtPart implements SinkPart {
  private final Spilling spilling;
  private final OperatorMemory memory;
  private final RowPages rows;
  private final RowDealing dealing;
  private final long buffer;

  /**
   * @param buffer bytes of rows that are gathered before they are dealt
   */
  DealtPart(QueryContext context, RowLayout layout, RowDealer dealer, long buffer) {
    this.spilling = context.spilling();
    this.memory = context.memory().operator("join probe", true);
    this.rows = new RowPages(layout.width(), memory.allocator());
    this.dealing = new RowDealing(context, layout, dealer);
    this.buffer = buffer;
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    if (spilling.shouldDeal(rows.bytes(), buffer)) {
      dealing.deal(rows);
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
      dealing.deal(rows);
    }
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    dealing.deal(rows);
    dealing.complete();
  }

  /** The blocks of a partition. */
  List<RowBlock> blocks(int partition) {
    return dealing.blocks(partition);
  }

  @Override
  public void close() {
    rows.close();
    dealing.close();
    memory.close();
  }
}
