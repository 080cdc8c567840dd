package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/** Makes a join's hash table of the rows that the tasks built. */
final class BuildSink implements SinkRun {
  private final int stage;
  private final QueryRun query;
  private final RowLayout layout;
  private boolean linked;

  BuildSink(int stage, QueryRun query, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.layout = layout;
  }

  @Override
  public SinkPart newPart(int task) {
    return new RowsPart(layout.width(), Long.MAX_VALUE, query.context().allocator());
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    if (linked) {
      return List.of();
    }
    linked = true;
    var pages = new ArrayList<RowPages>();
    boolean nullKey = false;
    for (SinkPart part : parts) {
      var built = (RowsPart) part;
      nullKey |= built.sawNullKey();
      pages.add(built.rows());
    }
    var table = new JoinTable(pages, nullKey, query.context().allocator());
    query.publish(stage, new StageOutput.Table(table));
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < pages.size(); i++) {
      int part = i;
      if (pages.get(i).count() > 0) {
        tasks.add(new Work(() -> table.link(part)));
      }
    }
    return tasks;
  }
}
