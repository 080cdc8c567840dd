package io.sampo.runtime.operator;

import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.row.RowPages;
import io.sampo.codegen.table.JoinTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Those partitions of a build side on disk that are in memory while a probing flow is dealt: the
 * one that never was on disk, and as many others as there is room for, as one hash table more.
 * Their rows of the flow are joined at once instead of going to disk.
 *
 * <p>Loaded and linked by many threads, then read by many.
 */
final class ResidentPartitions implements AutoCloseable {
  /** What pages take beyond their rows: one part of so many. */
  private static final int PAGE_SLACK = 8;

  private final QueryContext context;
  private final SpilledBuild build;
  private final boolean tracked;
  private final List<SpilledBuild.Part.OnDisk> chosen;
  private final BitSet numbers;
  private long room;
  private final OperatorMemory memory;
  private final int keptNumber;
  private final Optional<JoinTable> kept;
  private final List<RowPages> pages = new ArrayList<>();
  private @Nullable JoinTable table;
  private boolean closed;

  private ResidentPartitions(
      QueryContext context, SpilledBuild build, boolean tracked, long room, OperatorMemory memory) {
    this.context = context;
    this.build = build;
    this.tracked = tracked;
    this.room = room;
    this.memory = memory;
    this.chosen = new ArrayList<>();
    this.numbers = new BitSet();
    this.keptNumber = build.inMemory().map(SpilledBuild.Leaf::number).orElse(-1);
    this.kept = build.inMemory().map(SpilledBuild::inMemory);
  }

  /**
   * Chooses the partitions.
   *
   * @param tracked whether it is to be noted which rows find a partner
   * @return null when there is room for none
   */
  static @Nullable ResidentPartitions choose(
      QueryContext context, SpilledBuild build, boolean tracked) {
    long room = context.spilling().room();
    var memory = context.memory().operator("join table", false);
    var resident = new ResidentPartitions(context, build, tracked, room, memory);
    long bytes = resident.choose();
    if (bytes > 0 && !memory.tryReserve(bytes)) {
      bytes = 0;
      resident.forgo();
    }
    resident.giveBack(resident.room - bytes);
    if (bytes == 0 && resident.kept.isEmpty()) {
      resident.close();
      return null;
    }
    return resident;
  }

  private long choose() {
    long bytes = 0;
    for (SpilledBuild.Leaf leaf : build.leaves()) {
      if (leaf.parts().size() == 1
          && leaf.parts().getFirst() instanceof SpilledBuild.Part.OnDisk part) {
        long more = part.memory() + part.memory() / PAGE_SLACK;
        if (bytes + more <= room) {
          bytes += more;
          numbers.set(leaf.number());
          chosen.add(part);
          pages.add(build.newRows(memory.allocator()));
        }
      }
    }
    return bytes;
  }

  private void giveBack(long bytes) {
    context.spilling().gate().giveBack(bytes);
    room -= bytes;
  }

  private void forgo() {
    numbers.clear();
    chosen.clear();
    pages.clear();
  }

  /** Tasks that read the partitions. */
  List<TaskWork> loading() {
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < chosen.size(); i++) {
      SpilledBuild.Part.OnDisk part = chosen.get(i);
      RowPages rows = pages.get(i);
      tasks.add(
          new Work(() -> {
            context.checkCancelled();
            rows.clear();
            build.read(part, rows);
          }));
    }
    return tasks;
  }

  /** Tasks that make the table, once everything is read. */
  List<TaskWork> linking() {
    if (chosen.isEmpty()) {
      return List.of();
    }
    JoinTable linked = build.table(pages, memory.allocator());
    table = linked;
    var tasks = new ArrayList<TaskWork>();
    for (int i = 0; i < chosen.size(); i++) {
      int part = i;
      tasks.add(Work.once(() -> linked.link(part)));
    }
    return tasks;
  }

  /** Whether a partition is among those in memory. */
  boolean holds(int partition) {
    return partition == keptNumber || numbers.get(partition);
  }

  /** Whether a row belongs to the partition that never was on disk. */
  boolean isKept(long row) {
    return build.partitions().of(Memory.getLong(row + RowLayout.HASH)) == keptNumber;
  }

  /** The table of the partition that never was on disk. */
  Optional<JoinTable> kept() {
    return kept;
  }

  /** The table of the partitions that were loaded; empty when none were. */
  Optional<JoinTable> loaded() {
    return Optional.ofNullable(table);
  }

  /** No more rows will be joined: notes which built rows were matched, and frees the memory. */
  void complete() {
    if (tracked) {
      for (int i = 0; i < chosen.size(); i++) {
        build.note(chosen.get(i), pages.get(i));
      }
    }
    close();
  }

  /** Frees the memory. May be called twice. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (table != null) {
      table.close();
    } else {
      pages.forEach(RowPages::close);
    }
    memory.close();
    giveBack(room);
  }
}
