package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.StringArena;
import io.sampo.physical.Sink;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.spill.SpilledRows;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins the groups that the tasks found. One part is the answer as it is; few groups are joined by
 * one task; many are first dealt out by partition of the hash space, and then each partition is
 * joined on its own. Partitions of which a task put groups on disk are there altogether in the end,
 * and joined when they are read; the others are joined in memory.
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

  /**
   * Two lists of addresses on the heap for each group that is joined in memory, 16 bytes, may take
   * half of the heap: one group for so many bytes of it.
   */
  private static final long HEAP_BYTES_OF_GROUP = 32;

  private enum Phase {
    SPILL,
    SCATTER,
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
  private final GroupsOnDisk onDisk = new GroupsOnDisk();
  private final CompleteGroups.@Nullable Shape completing;
  private final List<StringArena> strings = new ArrayList<>();
  private long[][][] scattered = new long[0][][];
  private long[][] joined = new long[0][];

  /** The partitions below this number are on disk altogether. */
  private int broughtToDisk;

  private Phase phase = Phase.SPILL;

  GroupSink(int stage, QueryRun query, Sink.Group sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
    this.merge = new GroupMerge(sink, layout);
    this.spill = new GroupSpill(sink, layout);
    this.completing =
        sink.completion()
            .map(completion ->
                CompleteGroups.Shape.of(
                    stage, sink, completion, layout, new FlowTasks(query, stage)))
            .orElse(null);
  }

  @Override
  public SinkPart newPart(int task) {
    return new GroupPart(
        sink, layout, spill, onDisk, completing, query.context(stage).ofTask(task));
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    List<GroupPart> found = parts.stream().map(part -> (GroupPart) part).toList();
    return switch (phase) {
      case SPILL -> {
        List<TaskWork> spilling = spillRest(found);
        if (spilling.isEmpty()) {
          phase = Phase.SCATTER;
          yield nextPhase(parts);
        }
        yield spilling;
      }
      case SCATTER -> {
        phase = Phase.JOIN;
        if (found.isEmpty() && sink.keys().isEmpty()) {
          // Without input, not even a task, there is still the one group of no rows.
          found = List.of((GroupPart) newPart(0));
        }
        yield found.size() <= 1 ? single(found) : scatter(found);
      }
      case JOIN -> {
        phase = Phase.PUBLISH;
        yield join(found);
      }
      case PUBLISH -> {
        phase = Phase.DONE;
        query.context(stage).memory().release();
        List<RowSet.Part> rows = rowsOnDisk(found);
        found.forEach(part -> rows.addAll(part.completeParts()));
        for (long[] partition : joined) {
          if (partition.length > 0 || rows.isEmpty()) {
            rows.add(new RowSet.Ordered(partition, 0, partition.length));
          }
        }
        query.publish(stage, new StageOutput.Rows(new RowSet(rows), parts));
        yield List.of();
      }
      case DONE -> List.of();
    };
  }

  /**
   * Brings partitions that are on disk there altogether, and others until what is left can be
   * joined in memory.
   */
  private List<TaskWork> spillRest(List<GroupPart> found) {
    int partitions = sink.keys().isEmpty() ? 0 : onDisk.atLeast(toDisk(found));
    if (partitions == broughtToDisk) {
      return List.of();
    }
    broughtToDisk = partitions;
    var tasks = new ArrayList<TaskWork>();
    for (GroupPart part : found) {
      tasks.add(
          Work.once(() -> query.context(stage).memory().work(() -> part.moveToDisk(partitions))));
    }
    return tasks;
  }

  /** How many partitions have to be on disk. */
  private int toDisk(List<GroupPart> found) {
    QueryMemory memory = query.context(stage).memory();
    if (found.size() <= 1) {
      return onDisk.partitions();
    }
    onDisk.fit(memory.limit() / 2, JOIN_BYTES);
    int partitions = onDisk.fewerThan(Runtime.getRuntime().maxMemory() / HEAP_BYTES_OF_GROUP);
    return memory.tryReserve(JOIN_BYTES * onDisk.groups()) ? partitions : GroupSpill.PARTITIONS;
  }

  private List<RowSet.Part> rowsOnDisk(List<GroupPart> found) {
    var rows = new ArrayList<RowSet.Part>();
    for (int i = 0; i < onDisk.partitions(); i++) {
      var written = new ArrayList<SpilledRows>();
      for (GroupPart part : found) {
        if (part.hasSpilled()) {
          written.add(part.spilled().get(i));
        }
      }
      if (!written.isEmpty()) {
        rows.add(new SpilledGroups(sink, spill, merge, written, query.context(stage)));
      }
    }
    return rows;
  }

  /** Nothing to join: the rows as they are. */
  private List<TaskWork> single(List<GroupPart> found) {
    phase = Phase.DONE;
    query.context(stage).memory().release();
    found.forEach(part -> merge.finish(part.heap(), part.table().rows()));
    List<RowSet.Part> rows = rowsOnDisk(found);
    found.forEach(part -> rows.addAll(part.completeParts()));
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
