package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.physical.Sink;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/** Joins the groups that the tasks found: all at once when they are few, else each partition of the hash space on its own. */
final class GroupSink implements SinkRun {
  /** Up to so many groups in all parts one task joins them. */
  private static final long FEW = 10_000;

  private final int stage;
  private final QueryRun query;
  private final Sink.Group sink;
  private final RowLayout layout;
  private final List<GroupPart> merged = new ArrayList<>();
  private boolean merging;
  private boolean published;

  GroupSink(int stage, QueryRun query, Sink.Group sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
  }

  @Override
  public SinkPart newPart(int task) {
    return new GroupPart(sink, layout, query.context().allocator());
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    List<GroupPart> found = parts.stream().map(part -> (GroupPart) part).toList();
    var merge = new GroupMerge(sink, layout);
    if (!merging) {
      merging = true;
      long groups = found.stream().mapToLong(part -> part.table().count()).sum();
      if (found.size() > 1) {
        int partitions = groups <= FEW ? 1 : partitions();
        return mergeTasks(merge, found, partitions);
      }
      merged.addAll(found);
    }
    if (!published) {
      published = true;
      merged.forEach(merge::finish);
      publish();
    }
    return List.of();
  }

  private int partitions() {
    int wished = Math.max(2, query.context().settings().partitions());
    return Math.min(256, Integer.highestOneBit(wished * 2 - 1));
  }

  private List<TaskWork> mergeTasks(GroupMerge merge, List<GroupPart> found, int partitions) {
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < partitions; i++) {
      int partition = i;
      var target = new GroupPart(sink, layout, query.context().allocator());
      merged.add(target);
      tasks.add(new Work(() -> found.forEach(part -> merge.add(target, part, partition, partitions))));
    }
    return tasks;
  }

  private void publish() {
    List<RowSet.Part> rows = new ArrayList<>();
    merged.forEach(part -> rows.add(RowSet.Pages.all(part.table().rows())));
    query.publish(stage, new StageOutput.Rows(new RowSet(rows), merged));
  }

  @Override
  public void close() {
    merged.forEach(GroupPart::close);
  }
}
