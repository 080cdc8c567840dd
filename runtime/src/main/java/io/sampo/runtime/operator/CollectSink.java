package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
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
    return new RowsPart(layout.width(), most, query.context().allocator());
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    List<RowPages> pages = parts.stream().map(part -> ((RowsPart) part).rows()).toList();
    var rows = new ArrayList<RowSet.Part>();
    if (sink.offset() == 0 && sink.limit().isEmpty()) {
      pages.forEach(part -> rows.add(RowSet.Pages.all(part)));
    } else {
      long[] all = RowOrder.addresses(pages);
      long from =
          sink.lastRows()
              ? Math.max(0, all.length - sink.limit().orElse(0L))
              : Math.min(all.length, sink.offset());
      long to =
          sink.lastRows()
              ? all.length
              : from + Math.min(all.length - from, sink.limit().orElse(Long.MAX_VALUE));
      rows.add(new RowSet.Ordered(all, (int) from, (int) to));
    }
    query.publish(stage, new StageOutput.Rows(new RowSet(rows), parts));
    return List.of();
  }
}
