package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Sink;
import io.sampo.physical.ValueRange;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.runtime.spill.RowSpiller;
import io.sampo.runtime.spill.SpilledRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups one task found. When memory is short those of some partitions of the hash space are
 * put on disk ({@link GroupsOnDisk}); further groups of these partitions are gathered in the table
 * until the next time, so that a group may be there several times.
 */
final class GroupPart implements SinkPart {
  private final QueryContext context;
  private final OperatorMemory memory;
  private final GroupTable table;
  private final @Nullable HeapAccumulators heap;
  private final boolean keyless;
  private final GroupSpill spilling;
  private final GroupsOnDisk onDisk;
  private final @Nullable CompleteGroups complete;
  private @Nullable RowSpiller spiller;

  /** Of partitions below this number groups may have gone to disk since some were last complete. */
  private int partialBelow;

  /**
   * @param onDisk shared by the sink's parts
   * @param completing of the groups that are complete on the way, when some may be
   */
  GroupPart(
      Sink.Group sink,
      RowLayout layout,
      GroupSpill spilling,
      GroupsOnDisk onDisk,
      CompleteGroups.@Nullable Shape completing,
      QueryContext context) {
    this.context = context;
    this.onDisk = onDisk;
    this.spilling = spilling;
    this.keyless = sink.keys().isEmpty();
    this.memory = context.memory().operator("aggregation", !keyless);
    try {
      this.table = new GroupTable(layout.width(), memory.allocator());
    } catch (Throwable refused) {
      memory.close();
      throw refused;
    }
    table.askBeforeGrowing(memory::tryReserve);
    this.heap = HeapAccumulators.forStates(sink.states());
    for (RowLayout.Field field :
        layout.fields().subList(sink.keys().size(), layout.fields().size())) {
      if (field.nullable()) {
        Memory.putByte(table.template() + field.nullOffset(), (byte) 1);
      }
    }
    if (keyless) {
      try {
        table.insert(0);
      } catch (Throwable refused) {
        table.close();
        memory.close();
        throw refused;
      }
    }
    this.complete = completing == null ? null : new CompleteGroups(completing, context, memory);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.groups = table;
    if (heap != null) {
      pipeline.heapStates = heap;
    }
    if (keyless) {
      pipeline.singleGroup = table.rows().start(0);
    }
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    boolean heapFits = heap == null || memory.tryHeap(heap.bytes());
    if (heap != null && keyless && (!heapFits || context.settings().forceSpill())) {
      heap.shrink(context);
      memory.heap(heap.bytes());
    } else if (!heapFits || table.isTight()) {
      spillSome();
    }
    return true;
  }

  /**
   * {@inheritDoc}
   *
   * <p>All rows of these values came since this was last called, so that of their groups just those
   * may be on disk in part that were moved there meanwhile.
   */
  @Override
  public void complete(ValueRange values) {
    if (complete != null) {
      int partial = partialBelow;
      complete.take(table, values, row -> GroupSpill.partition(row, 0) >= partial);
      partialBelow = 0;
    }
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    if (complete != null && complete.bytes() > table.rows().bytes()) {
      complete.spill();
      memory.leftToSpill(table.rows().bytes());
    } else {
      spillSome();
    }
  }

  @Override
  public void spillAtEveryChance(GeneratedPipeline pipeline) {
    if (complete != null) {
      complete.spill();
    }
    moveToDisk(onDisk.atLeast(GroupsOnDisk.FORCED));
  }

  /** What is left, and of which partitions more parts go to disk later, decides the sink. */
  @Override
  public void leaveBehind(GeneratedPipeline pipeline) {
    if (keyless) {
      return;
    }
    table.freeze();
    if (complete != null) {
      complete.finish();
      if (!memory.mayKeep()) {
        complete.spill();
      }
    }
    long[] counts =
        onDisk.partitions() == 0
            ? GroupSpill.evenCounts(table.count())
            : GroupSpill.counts(table, 0);
    long others = complete == null ? 0 : complete.bytes();
    moveToDisk(
        onDisk.leave(counts, memory.used() - others, Math.max(0, memory.mostKept() - others)));
    while (table.count() > 0 && !memory.mayKeepForNow()) {
      spillSome();
    }
  }

  /**
   * Puts enough groups on disk that it was worth it; all of them when they have objects on the
   * heap, since a heap that stays nearly full costs more than what is not written.
   */
  private void spillSome() {
    if (!keyless && table.count() > 0) {
      moveToDisk(
          heap == null
              ? onDisk.extend(GroupSpill.counts(table, 0))
              : onDisk.atLeast(GroupSpill.PARTITIONS));
    }
  }

  /** Puts the groups of the partitions below a number on disk, and maybe others too. */
  void moveToDisk(int partitions) {
    if (keyless || table.count() == 0) {
      return;
    }
    if (spiller == null) {
      spiller = spilling.open(context);
    }
    spilling.move(
        new GroupSpill.Groups(table, heap, memory), 0, partitions, onDisk, spiller, context);
    if (heap != null && table.count() == 0) {
      memory.heap(0);
    }
    partialBelow = Math.max(partialBelow, onDisk.partitions());
    memory.leftToSpill(table.rows().bytes() + (complete == null ? 0 : complete.bytes()));
  }

  /** The groups that were complete before the input ended, to be joined with no others. */
  List<RowSet.Part> completeParts() {
    return complete == null ? List.of() : complete.parts();
  }

  boolean hasSpilled() {
    return spiller != null;
  }

  /** What is on disk, by partition; empty when nothing is. */
  List<SpilledRows> spilled() {
    return spiller == null ? List.of() : spiller.written();
  }

  GroupTable table() {
    return table;
  }

  @Nullable HeapAccumulators heap() {
    return heap;
  }

  @Override
  public void close() {
    if (spiller != null) {
      spiller.close();
    }
    if (complete != null) {
      complete.close();
    }
    table.close();
    memory.close();
  }
}
