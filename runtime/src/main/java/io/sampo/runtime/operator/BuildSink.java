package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.physical.Sink;
import io.sampo.runtime.join.HashPartitions;
import io.sampo.runtime.join.RowBlock;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a join's hash table of the rows that the tasks built. When all rows are there, and before
 * any probing, their size is known: either they become one table in memory, or those of some cells
 * do ({@link CellsOnDisk}) and the others go to disk, in partitions that fit into memory one by
 * one.
 */
final class BuildSink implements SinkRun {
  private enum Phase {
    DECIDE,
    LINKED,
    BRING,
    SPLIT,
    PUBLISH,
    DONE
  }

  private final int stage;
  private final QueryRun query;
  private final Sink.BuildTable sink;
  private final RowLayout layout;
  private final KeyFilter filter;
  private final CellsOnDisk onDisk = new CellsOnDisk();
  private Phase phase = Phase.DECIDE;

  /** The cells of which no task has rows in memory. */
  private long brought;

  private @Nullable JoinTable kept;
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

  private boolean keyless() {
    return sink.keys().isEmpty();
  }

  @Override
  public SinkPart newPart(int task) {
    return new BuildPart(query.context(stage).ofTask(task), layout, filter, onDisk, keyless());
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
      case BRING -> bring(built);
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
    phase = Phase.BRING;
    var tasks = new ArrayList<TaskWork>();
    for (BuildPart part : built) {
      if (part.rows().count() > 0) {
        tasks.add(new Work(part::count));
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
    return linking(
        table,
        part -> {
          table.link(part);
          keys.forEach(key -> key.add(table.parts().get(part)));
        });
  }

  /** Tasks that link the rows of a table. */
  private List<TaskWork> linking(JoinTable table, IntConsumer link) {
    if (query.context(stage).settings().partitions() == 1) {
      // One after the other, so that partners come in the same order each time.
      return List.of(
          new Work(() -> {
            for (int i = 0; i < table.parts().size(); i++) {
              link.accept(i);
            }
          }));
    }
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < table.parts().size(); i++) {
      int part = i;
      if (table.parts().get(i).count() > 0) {
        tasks.add(new Work(() -> link.accept(part)));
      }
    }
    return tasks;
  }

  private static boolean sawNullKey(List<BuildPart> built) {
    return built.stream().anyMatch(BuildPart::sawNullKey);
  }

  // ---- on disk

  /** Brings cells to disk altogether, and others until what is left fits. */
  private List<TaskWork> bring(List<BuildPart> built) {
    long cells = keyless() ? onDisk.atLeast(CellsOnDisk.ALL) : fit(built);
    if (cells == 0) {
      phase = Phase.LINKED;
      return link(built);
    }
    if (cells == brought || built.isEmpty()) {
      phase = Phase.SPLIT;
      return nextPhase(List.copyOf(built));
    }
    brought = cells;
    var tasks = new ArrayList<TaskWork>();
    for (BuildPart part : built) {
      tasks.add(Work.once(() -> query.context(stage).memory().work(() -> part.bring(cells))));
    }
    return tasks;
  }

  private long fit(List<BuildPart> built) {
    Spilling spilling = query.context(stage).spilling();
    if (spilling.forced()) {
      onDisk.atLeast(CellsOnDisk.FORCED);
    }
    long[] counts = new long[HashPartitions.CELLS];
    long used = 0;
    for (BuildPart part : built) {
      for (int cell = 0; cell < counts.length; cell++) {
        counts[cell] += part.counts()[cell];
      }
      used += part.memory().used();
    }
    long others = query.context(stage).memory().leftBehind() - used;
    long bytes = built.stream().mapToLong(part -> part.rows().bytes()).sum();
    long most = spilling.keptBytes() - Math.max(0, others);
    return onDisk.fit(counts, bytes, most, spilling.slotsRoom());
  }

  private List<TaskWork> split(List<BuildPart> built) {
    built.forEach(BuildPart::complete);
    var split =
        new BuildSplit(query.context(stage), layout, query.context(stage).spilling().partBytes());
    splitting = split;
    var tasks = new ArrayList<TaskWork>();
    if (built.stream().anyMatch(part -> part.rows().count() > 0)) {
      List<RowPages> pages = built.stream().map(BuildPart::rows).toList();
      JoinTable table =
          JoinTable.ofSome(pages, sawNullKey(built), query.context(stage).allocator());
      kept = table;
      tasks.addAll(
          linking(
              table,
              part -> {
                table.link(part);
                filter.add(table.parts().get(part));
              }));
    }
    for (int i = 0; i < HashPartitions.CELLS; i++) {
      int cell = i;
      List<RowBlock> blocks = new ArrayList<>();
      built.forEach(part -> blocks.addAll(part.blocks(cell)));
      if (keyless()) {
        split.keep(cell, blocks);
      } else if (!blocks.isEmpty()) {
        tasks.add(Work.once(() -> split.split(cell, blocks)));
      } else if (kept != null && !CellsOnDisk.contains(brought, cell)) {
        split.inMemory(cell);
      }
    }
    return tasks.isEmpty() ? nextPhase(List.copyOf(built)) : tasks;
  }

  private void publish(List<BuildPart> built) {
    BuildSplit split = Objects.requireNonNull(splitting);
    HashPartitions partitions = keyless() ? split.single() : split.partitions();
    List<SpilledBuild.Leaf> leaves = split.leaves(kept);
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
    if (kept != null) {
      kept.close();
    }
    if (splitting != null) {
      splitting.close();
    }
  }
}
