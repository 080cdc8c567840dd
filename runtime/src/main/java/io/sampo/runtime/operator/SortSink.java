package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Sink;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;

/**
 * Merges the sorted runs of the tasks: at once when all are in memory, else while they are read; so
 * many that their blocks would not fit into memory are first merged into longer ones.
 */
final class SortSink implements SinkRun {
  private static final int MERGED_AT_ONCE = 4096;

  /** A block of a run takes about so much, with its compressed form. */
  private static final long BLOCK_BYTES = 256 << 10;

  private final int stage;
  private final QueryRun query;
  private final Sink.SortRows sink;
  private final RowLayout layout;
  private final RowOrder order;
  private boolean published;

  SortSink(int stage, QueryRun query, Sink.SortRows sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
    this.order = RowOrder.of(sink.order(), layout);
  }

  @Override
  public SinkPart newPart(int task) {
    return new SortPart(layout, order, sink.limit(), query.context());
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    if (published) {
      return List.of();
    }
    published = true;
    return List.of(new Work(() -> query.context().memory().work(() -> publish(parts))));
  }

  private void publish(List<SinkPart> parts) {
    var runs = new ArrayList<SortedRun>();
    parts.forEach(part -> runs.addAll(((SortPart) part).runs()));
    long most = sink.limit().orElse(Long.MAX_VALUE);
    boolean spilled = runs.stream().anyMatch(SortedRun.Spilled.class::isInstance);
    RowSet.Part rows = spilled ? merged(runs, most) : inMemory(runs, most);
    query.publish(stage, new StageOutput.Rows(new RowSet(List.of(rows)), parts));
  }

  private RowSet.Part inMemory(List<SortedRun> runs, long most) {
    long[] all = merge(runs.stream().map(run -> ((SortedRun.InMemory) run).rows()).toList());
    return new RowSet.Ordered(all, 0, (int) Math.min(all.length, most));
  }

  private RowSet.Part merged(List<SortedRun> runs, long most) {
    QueryContext context = query.context();
    int fanIn =
        context.settings().forceSpill()
            ? 3
            : Math.clamp(context.memory().limit() / 8 / BLOCK_BYTES, 8, 1000);
    List<SortedRun> left = runs;
    while (left.size() > fanIn) {
      var longer = new ArrayList<SortedRun>();
      for (int from = 0; from < left.size(); from += fanIn) {
        longer.add(longer(left.subList(from, Math.min(left.size(), from + fanIn))));
      }
      left = longer;
    }
    var all = new MergedRuns(left, order, context.allocator());
    return new RangedPart(List.of(all), 0, most);
  }

  /** One run on disk instead of several. */
  private SortedRun longer(List<SortedRun> runs) {
    if (runs.size() == 1) {
      return runs.getFirst();
    }
    QueryContext context = query.context();
    try (ArrowBuf pointers = context.allocator().buffer(8L * MERGED_AT_ONCE);
        var cursor = new MergedRuns(runs, order, context.allocator()).open();
        var spiller =
            new RowSpiller(context.spill().create("sort"), layout, 1, false, context.allocator())) {
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

  private long[] merge(List<long[]> runs) {
    if (runs.isEmpty()) {
      return new long[0];
    }
    if (runs.size() == 1) {
      return runs.getFirst();
    }
    int middle = runs.size() / 2;
    return order.merge(merge(runs.subList(0, middle)), merge(runs.subList(middle, runs.size())));
  }
}
