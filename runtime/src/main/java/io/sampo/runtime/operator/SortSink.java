package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/**
 * The sorted runs of the tasks, which are merged while they are read, by several threads where
 * several read; so many that their blocks would not fit into memory are first merged into longer
 * ones.
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
    MergedRuns all = new SortedRuns("sort", layout, order, query.context(stage)).merged(runs);
    RowSet.Part rows =
        sink.limit().isEmpty() ? all : new RangedPart(List.of(all), 0, sink.limit().get());
    query.publish(stage, new StageOutput.Rows(new RowSet(List.of(rows)), parts));
  }
}
