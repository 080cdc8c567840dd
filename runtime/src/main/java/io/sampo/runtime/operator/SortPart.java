package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;

/** Rows to be sorted; with a limit, only the first ones in order are kept. */
final class SortPart implements SinkPart {
  private static final int SLACK = 8192;

  private final RowLayout layout;
  private final RowOrder order;
  private final Optional<Long> limit;
  private final BufferAllocator allocator;
  private RowPages rows;
  private long[] sorted = new long[0];

  SortPart(RowLayout layout, RowOrder order, Optional<Long> limit, BufferAllocator allocator) {
    this.layout = layout;
    this.order = order;
    this.limit = limit;
    this.allocator = allocator;
    this.rows = new RowPages(layout.width(), allocator);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    if (limit.isPresent() && rows.count() > limit.get() * 2 + SLACK) {
      prune(limit.get());
      pipeline.rows = rows;
    }
    return true;
  }

  private void prune(long most) {
    long[] all = RowOrder.addresses(List.of(rows));
    order.sort(all);
    var kept = new RowPages(layout.width(), allocator);
    for (int i = 0; i < Math.min(most, all.length); i++) {
      long fresh = kept.add();
      for (RowLayout.Field field : layout.fields()) {
        RowFields.copy(field, all[i], fresh, kept.strings());
      }
    }
    rows.close();
    rows = kept;
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    sorted = RowOrder.addresses(List.of(rows));
    order.sort(sorted);
  }

  /** The rows' addresses in order, once finished. */
  long[] sorted() {
    return sorted;
  }

  @Override
  public void close() {
    rows.close();
  }
}
