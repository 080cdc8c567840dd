package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.memory.OperatorMemory;

/**
 * Rows of a window of which only the first ones of each partition are wanted. Each batch arrives on
 * pages of its own, and only the rows that may be among the first are kept.
 */
final class RankedPart implements SinkPart {
  private final RowLayout layout;
  private final RowsPart kept;
  private final RowPages arriving;
  private final RankBounds bounds;

  /** Whether there was no room for the bounds behind the last batch. */
  private boolean tight;

  /**
   * @param kept takes the rows; owned by this part
   */
  RankedPart(RowLayout layout, WindowComputation computation, RowsPart kept) {
    this.layout = layout;
    this.kept = kept;
    this.arriving = new RowPages(layout.width(), kept.memory().allocator());
    this.bounds = computation.bounds(kept.memory().allocator());
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = arriving;
  }

  @Override
  public OperatorMemory memory() {
    return kept.memory();
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    take();
    if (memory().tryHeap(bounds.heapBytes())) {
      tight = false;
    } else if (!tight) {
      tight = true;
      kept.spill(pipeline);
    } else {
      bounds.forget();
      memory().heap(bounds.heapBytes());
    }
    return true;
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    take();
    kept.spill(pipeline);
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    take();
    arriving.close();
    bounds.close();
    memory().heap(0);
    kept.finish(pipeline);
  }

  private void take() {
    RowPages target = kept.rows();
    for (int page = 0; page < arriving.pages(); page++) {
      long end = arriving.end(page);
      for (long row = arriving.start(page); row < end; row += arriving.width()) {
        if (bounds.admits(row)) {
          long copy = target.add();
          for (RowLayout.Field field : layout.fields()) {
            RowFields.copy(field, row, copy, target.strings());
          }
        }
      }
    }
    arriving.clear();
  }

  /** The rows that were kept. */
  RowsPart kept() {
    return kept;
  }

  @Override
  public void close() {
    arriving.close();
    bounds.close();
    kept.close();
  }
}
