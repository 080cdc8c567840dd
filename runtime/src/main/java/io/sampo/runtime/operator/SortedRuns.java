package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpillFile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows that do not fit into memory: writes them as sorted runs, and merges these. Used by one
 * thread at a time.
 */
final class SortedRuns {
  /** A run written has so many rows at most, and no more than sort in a part of the memory. */
  private static final int MOST_IN_RUN = 1 << 20;

  private static final int LEAST_IN_RUN = 1 << 12;
  private static final int SORTING_SHARE = 32;

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
    long sortable = context.memory().limit() / SORTING_SHARE / SortEntries.SORTING_BYTES;
    long most = Math.clamp(sortable, LEAST_IN_RUN, MOST_IN_RUN);
    // Runs of the same length, not a short one at the end.
    int runLength = (int) Math.ceilDiv(rows.count(), Math.ceilDiv(rows.count(), most));
    try (var run = new SortEntries(runLength, order, context.allocator())) {
      for (int page = 0; page < rows.pages(); page++) {
        for (long row = rows.start(page); row < rows.end(page); row += rows.width()) {
          run.add(row);
          if (run.isFull()) {
            writeRun(file, run);
          }
        }
      }
      if (run.count() > 0) {
        writeRun(file, run);
      }
    }
    rows.clear();
  }

  private void writeRun(SpillFile to, SortEntries run) {
    context.checkCancelled();
    run.sort();
    var touch = new RowTouch(layout);
    try (var writing = new Writing(to)) {
      for (int from = 0; from < run.count(); from += RowTouch.ROWS) {
        int end = Math.min(run.count(), from + RowTouch.ROWS);
        run.touch(touch, from, end);
        for (int i = from; i < end; i++) {
          writing.add(run.row(i), run.prefix(i));
        }
      }
      runs.add(writing.finish());
    }
    run.clear();
  }

  /** Writes one run. */
  private final class Writing implements AutoCloseable {
    private final RowSpiller spiller;
    private final LongStream.Builder firsts = LongStream.builder();
    private int blocks = -1;

    Writing(SpillFile to) {
      spiller = new RowSpiller(to, layout, 1, false, context.allocator());
    }

    void add(long row, long prefix) {
      spiller.add(0, row);
      if (spiller.blocks(0) != blocks) {
        blocks = spiller.blocks(0);
        firsts.add(prefix);
      }
    }

    SortedRun finish() {
      spiller.flush();
      return SortedRun.Spilled.of(spiller.written().getFirst(), order, firsts.build().toArray());
    }

    @Override
    public void close() {
      spiller.close();
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
    while (onDisk(left) > fanIn) {
      var longer = new ArrayList<SortedRun>();
      for (int from = 0; from < left.size(); from += fanIn) {
        longer.add(longer(left.subList(from, Math.min(left.size(), from + fanIn))));
      }
      left = longer;
    }
    return whole(left);
  }

  private static long onDisk(List<SortedRun> some) {
    return some.stream().filter(SortedRun.Spilled.class::isInstance).count();
  }

  /** One run on disk instead of several. */
  private SortedRun longer(List<SortedRun> some) {
    if (some.size() == 1) {
      return some.getFirst();
    }
    try (ArrowBuf pointers = context.allocator().buffer(8L * MERGED_AT_ONCE);
        var cursor = whole(some).open();
        var writing = new Writing(context.spill().create(name))) {
      long address = pointers.memoryAddress();
      for (int count = cursor.next(address, MERGED_AT_ONCE);
          count > 0;
          count = cursor.next(address, MERGED_AT_ONCE)) {
        context.checkCancelled();
        for (int i = 0; i < count; i++) {
          long row = Memory.getLong(address + 8L * i);
          writing.add(row, order.prefix(row));
        }
      }
      return writing.finish();
    }
  }

  private MergedRuns whole(List<SortedRun> some) {
    return new MergedRuns(
        some.stream().map(MergedRuns.Slice::all).toList(),
        layout,
        order,
        context.allocator(),
        context.memory().limit());
  }
}
