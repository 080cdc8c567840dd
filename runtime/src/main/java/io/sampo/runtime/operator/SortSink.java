package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges the sorted runs of the tasks: at once when all are in memory, else while they are read; so
 * many that their blocks would not fit into memory are first merged into longer ones.
 */
final class SortSink implements SinkRun {
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
    return new SortPart(layout, order, sink.limit(), query.context(stage).ofTask(task));
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
    return List.of(new Work(() -> query.context(stage).memory().work(() -> publish(parts))));
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
    var all = new SortedRuns("sort", layout, order, query.context(stage)).merged(runs);
    return new RangedPart(List.of(all), 0, most);
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
