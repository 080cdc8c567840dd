package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import java.util.List;

/** Orders all rows by partition and key, and computes window functions over them. */
final class WindowSink implements SinkRun {
  private final int stage;
  private final QueryRun query;
  private final Sink.WindowRows sink;
  private final RowLayout layout;
  private boolean published;

  WindowSink(int stage, QueryRun query, Sink.WindowRows sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
  }

  @Override
  public SinkPart newPart(int task) {
    return new RowsPart(layout.width(), Long.MAX_VALUE, query.context().allocator());
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
    return List.of(
        new Work(
            () -> {
              RowsPart result = new WindowComputation(sink, layout, query.context()).run(parts);
              query.publish(
                  stage, new StageOutput.Rows(new RowSet(List.of(RowSet.Pages.all(result.rows()))), List.of(result)));
            }));
  }
}
