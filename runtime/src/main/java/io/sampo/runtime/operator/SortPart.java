package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpillFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows to be sorted; with a limit, only the first ones in order are kept. When memory is short the
 * rows are sorted and written as a run, and later runs follow.
 */
final class SortPart implements SinkPart {
  private static final int SLACK = 8192;

  /** Sorting takes so much heap for a row. */
  private static final int SORTING_BYTES = 32;

  /** A run written has so many rows at most, which bounds the heap that sorting takes. */
  private static final int MOST_IN_RUN = 1 << 18;

  private final RowLayout layout;
  private final RowOrder order;
  private final Optional<Long> limit;
  private final QueryContext context;
  private final OperatorMemory memory;
  private final List<SortedRun> runs = new ArrayList<>();
  private RowPages rows;
  private @Nullable SpillFile file;

  SortPart(RowLayout layout, RowOrder order, Optional<Long> limit, QueryContext context) {
    this.layout = layout;
    this.order = order;
    this.limit = limit;
    this.context = context;
    this.memory = context.memory().operator("sort", true);
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
    if (rows.count() == 0) {
      return;
    }
    if (file == null) {
      file = context.spill().create("sort");
    }
    long[] run = new long[(int) Math.min(MOST_IN_RUN, rows.count())];
    int count = 0;
    for (int page = 0; page < rows.pages(); page++) {
      for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
        run[count++] = row;
        if (count == run.length) {
          writeRun(file, run);
          count = 0;
        }
      }
    }
    if (count > 0) {
      writeRun(file, Arrays.copyOf(run, count));
    }
    rows.clear();
  }

  private void writeRun(SpillFile to, long[] run) {
    context.checkCancelled();
    order.sort(run);
    try (var spiller = new RowSpiller(to, layout, 1, false, context.allocator())) {
      for (long row : run) {
        spiller.add(0, row);
      }
      spiller.flush();
      runs.add(new SortedRun.Spilled(spiller.written().getFirst()));
    }
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    if (!memory.tryReserve(SORTING_BYTES * rows.count())) {
      writeRuns();
    }
    if (rows.count() > 0) {
      long[] sorted = RowOrder.addresses(List.of(rows));
      order.sort(sorted);
      runs.add(new SortedRun.InMemory(sorted));
    }
  }

  /** The sorted runs in the order of the input, once finished. */
  List<SortedRun> runs() {
    return List.copyOf(runs);
  }

  @Override
  public void close() {
    rows.close();
    memory.close();
  }
}
