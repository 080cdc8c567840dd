package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.physical.Sink;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.spill.SpilledRows;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the groups that the tasks found. One part is the answer as it is; few groups are joined by
 * one task; many are first dealt out by partition of the hash space, and then each partition is
 * joined on its own.
 */
final class GroupSink implements SinkRun {
  /** Up to so many groups in all parts one task joins them. */
  private static final long FEW = 10_000;

  /**
   * As {@link #FEW}, when accumulators on the heap are to be joined and their results to be
   * computed.
   */
  private static final long FEW_WITH_HEAP = 64;

  /** Joining takes about so much for a group, slots and addresses. */
  private static final long JOIN_BYTES = 40;

  private enum Phase {
    SCATTER,
    SPILLED,
    JOIN,
    PUBLISH,
    DONE
  }

  private final int stage;
  private final QueryRun query;
  private final Sink.Group sink;
  private final RowLayout layout;
  private final GroupMerge merge;
  private final GroupSpill spill;
  private final List<StringArena> strings = new ArrayList<>();
  private long[][][] scattered = new long[0][][];
  private long[][] joined = new long[0][];
  private Phase phase = Phase.SCATTER;

  GroupSink(int stage, QueryRun query, Sink.Group sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
    this.merge = new GroupMerge(sink, layout);
    this.spill = new GroupSpill(sink, layout);
  }

  @Override
  public SinkPart newPart(int task) {
    return new GroupPart(sink, layout, spill, query.context(stage).ofTask(task));
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    List<GroupPart> found = parts.stream().map(part -> (GroupPart) part).toList();
    return switch (phase) {
      case SCATTER -> {
        if (tooLarge(found)) {
          phase = Phase.SPILLED;
          yield spillRest(found);
        }
        phase = Phase.JOIN;
        if (found.isEmpty() && sink.keys().isEmpty()) {
          // Without input, not even a task, there is still the one group of no rows.
          found = List.of((GroupPart) newPart(0));
        }
        yield found.size() <= 1 ? single(found) : scatter(found);
      }
      case SPILLED -> {
        phase = Phase.DONE;
        publishSpilled(found);
        yield List.of();
      }
      case JOIN -> {
        phase = Phase.PUBLISH;
        yield join(found);
      }
      case PUBLISH -> {
        phase = Phase.DONE;
        query.context(stage).memory().release();
        var rows = new ArrayList<RowSet.Part>();
        for (long[] partition : joined) {
          rows.add(new RowSet.Ordered(partition, 0, partition.length));
        }
        query.publish(stage, new StageOutput.Rows(new RowSet(rows), parts));
        yield List.of();
      }
      case DONE -> List.of();
    };
  }

  /** Whether the groups are to be joined partition by partition from disk. */
  private boolean tooLarge(List<GroupPart> found) {
    if (sink.keys().isEmpty()) {
      return false;
    }
    if (found.stream().anyMatch(GroupPart::hasSpilled)) {
      return true;
    }
    long held = found.stream().mapToLong(part -> part.memory().used()).sum();
    long groups = found.stream().mapToLong(part -> part.table().count()).sum();
    long needed = found.size() <= 1 ? 0 : JOIN_BYTES * groups;
    QueryMemory memory = query.context(stage).memory();
    return held + needed > memory.limit() / 2 || !memory.tryReserve(needed);
  }

  private List<TaskWork> spillRest(List<GroupPart> found) {
    var tasks = new ArrayList<TaskWork>();
    for (GroupPart part : found) {
      tasks.add(Work.once(() -> query.context(stage).memory().work(part::spill)));
    }
    return tasks;
  }

  private void publishSpilled(List<GroupPart> found) {
    var rows = new ArrayList<RowSet.Part>();
    for (int i = 0; i < GroupSpill.PARTITIONS; i++) {
      var written = new ArrayList<SpilledRows>();
      for (GroupPart part : found) {
        if (part.hasSpilled()) {
          written.add(part.spilled().get(i));
        }
      }
      rows.add(new SpilledGroups(sink, spill, merge, written, query.context(stage)));
    }
    query.publish(stage, new StageOutput.Rows(new RowSet(rows), found));
  }

  /** Nothing to join: the rows as they are. */
  private List<TaskWork> single(List<GroupPart> found) {
    phase = Phase.DONE;
    found.forEach(part -> merge.finish(part.heap(), part.table().rows()));
    List<RowSet.Part> rows = new ArrayList<>();
    found.forEach(part -> rows.add(RowSet.Pages.all(part.table().rows())));
    query.publish(stage, new StageOutput.Rows(new RowSet(rows), found));
    return List.of();
  }

  private List<TaskWork> scatter(List<GroupPart> found) {
    long groups = found.stream().mapToLong(part -> part.table().count()).sum();
    boolean heap = found.getFirst().heap() != null;
    int partitions = groups <= (heap ? FEW_WITH_HEAP : FEW) ? 1 : partitions();
    joined = new long[partitions][];
    scattered = new long[found.size()][][];
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < found.size(); i++) {
      int part = i;
      tasks.add(new Work(() -> scattered[part] = merge.scatter(found.get(part), partitions)));
    }
    return tasks;
  }

  private int partitions() {
    int wished = Math.max(2, query.context(stage).settings().partitions());
    return Math.min(256, Integer.highestOneBit(wished * 2 - 1));
  }

  private List<TaskWork> join(List<GroupPart> found) {
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < joined.length; i++) {
      int partition = i;
      var arena = new StringArena(query.context(stage).allocator());
      strings.add(arena);
      tasks.add(
          Work.once(() -> {
            var lists = new ArrayList<long[]>();
            for (long[][] part : scattered) {
              lists.add(part[partition]);
            }
            joined[partition] = merge.join(found, lists, arena, query.context(stage).allocator());
          }));
    }
    return tasks;
  }

  @Override
  public void close() {
    strings.forEach(StringArena::close);
  }
}
