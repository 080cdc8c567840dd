package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpillFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows that do not fit into memory: writes them as sorted runs, and merges these. Used by one
 * thread at a time.
 */
final class SortedRuns {
  /** A run written has so many rows at most, which bounds the heap that sorting takes. */
  private static final int MOST_IN_RUN = 1 << 18;

  private static final int MERGED_AT_ONCE = 4096;

  /** A block of a run takes about so much, with its compressed form. */
  private static final long BLOCK_BYTES = 256 << 10;

  private final String name;
  private final RowLayout layout;
  private final RowOrder order;
  private final QueryContext context;
  private final List<SortedRun> runs = new ArrayList<>();
  private @Nullable SpillFile file;

  /**
   * @param name what the rows are for: part of a file's name
   */
  SortedRuns(String name, RowLayout layout, RowOrder order, QueryContext context) {
    this.name = name;
    this.layout = layout;
    this.order = order;
    this.context = context;
  }

  /** Writes rows as further runs and forgets them in memory. */
  void write(RowPages rows) {
    if (rows.count() == 0) {
      return;
    }
    if (file == null) {
      file = context.spill().create(name);
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

  /** The runs written, in the order of the rows. */
  List<SortedRun> runs() {
    return List.copyOf(runs);
  }

  /**
   * All rows of some runs in order, merged while they are read. So many runs that their blocks
   * would not fit into memory are first merged into longer ones.
   */
  MergedRuns merged(List<SortedRun> all) {
    int fanIn =
        context.settings().forceSpill()
            ? 3
            : Math.clamp(context.memory().limit() / 8 / BLOCK_BYTES, 8, 1000);
    List<SortedRun> left = all;
    while (left.size() > fanIn) {
      var longer = new ArrayList<SortedRun>();
      for (int from = 0; from < left.size(); from += fanIn) {
        longer.add(longer(left.subList(from, Math.min(left.size(), from + fanIn))));
      }
      left = longer;
    }
    return new MergedRuns(left, order, context.allocator());
  }

  /** One run on disk instead of several. */
  private SortedRun longer(List<SortedRun> some) {
    if (some.size() == 1) {
      return some.getFirst();
    }
    try (ArrowBuf pointers = context.allocator().buffer(8L * MERGED_AT_ONCE);
        var cursor = new MergedRuns(some, order, context.allocator()).open();
        var spiller =
            new RowSpiller(context.spill().create(name), layout, 1, false, context.allocator())) {
      long address = pointers.memoryAddress();
      for (int count = cursor.next(address, MERGED_AT_ONCE);
          count > 0;
          count = cursor.next(address, MERGED_AT_ONCE)) {
        context.checkCancelled();
        for (int i = 0; i < count; i++) {
          spiller.add(0, Memory.getLong(address + 8L * i));
        }
      }
      spiller.flush();
      return new SortedRun.Spilled(spiller.written().getFirst());
    }
  }
}
