package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import java.util.List;

/** Merges the sorted runs of the tasks. */
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
    return new SortPart(layout, order, sink.limit(), query.context().allocator());
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
    return List.of(new Work(() -> publish(parts)));
  }

  private void publish(List<SinkPart> parts) {
    List<long[]> runs = parts.stream().map(part -> ((SortPart) part).sorted()).toList();
    long[] all = merge(runs);
    int kept = (int) Math.min(all.length, sink.limit().orElse(Long.MAX_VALUE));
    query.publish(
        stage, new StageOutput.Rows(new RowSet(List.of(new RowSet.Ordered(all, 0, kept))), parts));
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
