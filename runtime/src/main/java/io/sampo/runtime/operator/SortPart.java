package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.memory.OperatorMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be sorted; with a limit, only the first ones in order are kept. When memory is short the
 * rows are sorted and written as a run, and later runs follow.
 */
final class SortPart implements SinkPart {
  private static final int SLACK = 8192;

  private final RowLayout layout;
  private final RowOrder order;
  private final Optional<Long> limit;
  private final OperatorMemory memory;
  private final SortedRuns written;
  private @Nullable SortEntries left;
  private RowPages rows;

  SortPart(RowLayout layout, RowOrder order, Optional<Long> limit, QueryContext context) {
    this.layout = layout;
    this.order = order;
    this.limit = limit;
    this.memory = context.memory().operator("sort", true);
    this.written = new SortedRuns("sort", layout, order, context);
    this.rows = open();
  }

  private RowPages open() {
    var pages = new RowPages(layout.width(), memory.allocator());
    pages.guard(this::beforePage);
    return pages;
  }

  private void beforePage(long bytes) {
    if (!memory.tryReserve(bytes) && memory.used() >= memory.worthSpilling()) {
      writeRuns();
    }
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.rows = rows;
  }

  @Override
  public OperatorMemory memory() {
    return memory;
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
    RowPages kept = new RowPages(layout.width(), memory.allocator());
    for (int i = 0; i < Math.min(most, all.length); i++) {
      long fresh = kept.add();
      for (RowLayout.Field field : layout.fields()) {
        RowFields.copy(field, all[i], fresh, kept.strings());
      }
    }
    rows.close();
    rows = kept;
    rows.guard(this::beforePage);
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    writeRuns();
  }

  private void writeRuns() {
    written.write(rows);
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    if (!memory.tryReserve(SortEntries.SORTING_BYTES * rows.count())) {
      writeRuns();
    }
    if (rows.count() > 0) {
      left = SortEntries.sorted(rows, order, memory.allocator());
    }
  }

  /** The sorted runs in the order of the input, once finished. */
  List<SortedRun> runs() {
    var runs = new ArrayList<>(written.runs());
    if (left != null) {
      runs.add(new SortedRun.InMemory(left, order));
    }
    return runs;
  }

  @Override
  public void close() {
    if (left != null) {
      left.close();
    }
    rows.close();
    memory.close();
  }
}
