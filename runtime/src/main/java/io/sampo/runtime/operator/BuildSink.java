package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.physical.Sink;
import io.sampo.runtime.join.HashPartitions;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a join's hash table of the rows that the tasks built. When all rows are there, and before
 * any probing, their size is known: either they become one table in memory, or all of them go to
 * disk, in partitions that fit into memory one by one.
 */
final class BuildSink implements SinkRun {
  private enum Phase {
    DECIDE,
    LINKED,
    SPLIT,
    PUBLISH,
    DONE
  }

  private final int stage;
  private final QueryRun query;
  private final Sink.BuildTable sink;
  private final RowLayout layout;
  private final KeyFilter filter;
  private Phase phase = Phase.DECIDE;
  private @Nullable BuildSplit splitting;

  BuildSink(int stage, QueryRun query, Sink.BuildTable sink, RowLayout layout) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.layout = layout;
    this.filter =
        new KeyFilter(
            query.context(stage), query.dropsBy(stage) && query.context().settings().codegen());
  }

  @Override
  public SinkPart newPart(int task) {
    return new BuildPart(query.context(stage).ofTask(task), layout, filter);
  }

  @Override
  public boolean sharesInput() {
    return true;
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    List<BuildPart> built = parts.stream().map(part -> (BuildPart) part).toList();
    return switch (phase) {
      case DECIDE -> decide(built);
      case SPLIT -> {
        phase = Phase.PUBLISH;
        yield split(built);
      }
      case PUBLISH -> {
        phase = Phase.DONE;
        publish(built);
        yield List.of();
      }
      case LINKED, DONE -> List.of();
    };
  }

  private List<TaskWork> decide(List<BuildPart> built) {
    if (fits(built)) {
      phase = Phase.LINKED;
      return link(built);
    }
    phase = Phase.SPLIT;
    var tasks = new ArrayList<TaskWork>();
    for (BuildPart part : built) {
      if (part.rows().count() > 0) {
        tasks.add(Work.once(part::spill));
      }
    }
    return tasks.isEmpty() ? nextPhase(List.copyOf(built)) : tasks;
  }

  private boolean fits(List<BuildPart> built) {
    long rows = built.stream().mapToLong(part -> part.rows().count()).sum();
    return built.stream().noneMatch(BuildPart::isSpilled)
        && query.context(stage).spilling().hasRoom(JoinTable.slotBytes(rows));
  }

  private List<TaskWork> link(List<BuildPart> built) {
    List<RowPages> pages = built.stream().map(BuildPart::rows).toList();
    var table = new JoinTable(pages, sawNullKey(built), query.context(stage).allocator());
    List<BuiltKey> keys =
        query.skipsBy(stage)
            ? BuiltKey.of(layout.fields().subList(0, sink.keys().size()), table.rowCount())
            : List.of();
    query.publish(stage, new StageOutput.Table(table, keys));
    if (query.context(stage).settings().partitions() == 1) {
      // One after the other, so that partners come in the same order each time.
      return List.of(
          new Work(() -> {
            for (int i = 0; i < pages.size(); i++) {
              link(table, i, keys);
            }
          }));
    }
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < pages.size(); i++) {
      int part = i;
      if (pages.get(i).count() > 0) {
        tasks.add(new Work(() -> link(table, part, keys)));
      }
    }
    return tasks;
  }

  private static void link(JoinTable table, int part, List<BuiltKey> keys) {
    table.link(part);
    keys.forEach(key -> key.add(table.parts().get(part)));
  }

  private static boolean sawNullKey(List<BuildPart> built) {
    return built.stream().anyMatch(BuildPart::sawNullKey);
  }

  // ---- on disk

  private List<TaskWork> split(List<BuildPart> built) {
    built.forEach(BuildPart::complete);
    var split =
        new BuildSplit(query.context(stage), layout, query.context(stage).spilling().partBytes());
    splitting = split;
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < HashPartitions.CELLS; i++) {
      int cell = i;
      List<RowBlock> blocks = new ArrayList<>();
      built.forEach(part -> blocks.addAll(part.blocks(cell)));
      if (sink.keys().isEmpty()) {
        split.keep(cell, blocks);
      } else if (!blocks.isEmpty()) {
        tasks.add(Work.once(() -> split.split(cell, blocks)));
      }
    }
    return tasks.isEmpty() ? nextPhase(List.copyOf(built)) : tasks;
  }

  private void publish(List<BuildPart> built) {
    BuildSplit split = Objects.requireNonNull(splitting);
    HashPartitions partitions = sink.keys().isEmpty() ? split.single() : split.partitions();
    List<SpilledBuild.Leaf> leaves = split.leaves();
    query.context(stage).counts().onDisk(stage, split.dealt(leaves));
    var build =
        new SpilledBuild(
            query.context(stage), layout, partitions, leaves, sawNullKey(built), filter);
    filter.complete(build.rows());
    query.publish(stage, new StageOutput.SpilledTable(build));
  }

  @Override
  public void close() {
    filter.close();
    if (splitting != null) {
      splitting.close();
    }
  }
}
