package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/** Keeps rows in the order of the input, of which the first or last may be wanted only. */
final class CollectSink implements SinkRun {
  private final int stage;
  private final QueryRun query;
  private final Sink.CollectRows sink;
  private final RowLayout layout;

  CollectSink(int stage, QueryRun query, Sink.CollectRows sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
  }

  @Override
  public SinkPart newPart(int task) {
    long most =
        sink.limit().isEmpty() || sink.lastRows()
            ? Long.MAX_VALUE
            : sink.offset() + sink.limit().get();
    return RowsPart.spilling(
        SpillingRows.Dealing.none("rows"), layout, most, query.context(stage).ofTask(task));
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    List<RowSet.Part> rows = new ArrayList<>();
    for (SinkPart part : parts) {
      rows.addAll(((RowsPart) part).parts(query.context(stage)));
    }
    if (sink.offset() > 0 || sink.limit().isPresent()) {
      long count = rows.stream().mapToLong(RowSet.Part::count).sum();
      long most = sink.limit().orElse(Long.MAX_VALUE);
      long from = sink.lastRows() ? Math.max(0, count - most) : Math.min(count, sink.offset());
      var range = new RangedPart(rows, from, from + Math.min(count - from, most));
      rows = List.of(range);
    }
    query.publish(stage, new StageOutput.Rows(new RowSet(rows), parts));
    return List.of();
  }
}
