package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Sink;
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
  private @Nullable RowSpiller spiller;

  /**
   * @param onDisk shared by the sink's parts
   */
  GroupPart(
      Sink.Group sink,
      RowLayout layout,
      GroupSpill spilling,
      GroupsOnDisk onDisk,
      QueryContext context) {
    this.context = context;
    this.onDisk = onDisk;
    this.spilling = spilling;
    this.keyless = sink.keys().isEmpty();
    this.memory = context.memory().operator("aggregation", !keyless);
    this.table = new GroupTable(layout.width(), memory.allocator());
    table.askBeforeGrowing(memory::tryReserve);
    this.heap = HeapAccumulators.forStates(sink.states());
    for (RowLayout.Field field :
        layout.fields().subList(sink.keys().size(), layout.fields().size())) {
      if (field.nullable()) {
        Memory.putByte(table.template() + field.nullOffset(), (byte) 1);
      }
    }
    if (keyless) {
      table.insert(0);
    }
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

  @Override
  public void spill(GeneratedPipeline pipeline) {
    spillSome();
  }

  @Override
  public void spillAtEveryChance(GeneratedPipeline pipeline) {
    moveToDisk(onDisk.atLeast(GroupsOnDisk.FORCED));
  }

  /** What is left, and of which partitions more parts go to disk later, decides the sink. */
  @Override
  public void leaveBehind(GeneratedPipeline pipeline) {
    if (keyless) {
      return;
    }
    table.freeze();
    long[] counts =
        onDisk.partitions() == 0
            ? GroupSpill.evenCounts(table.count())
            : GroupSpill.counts(table, 0);
    moveToDisk(onDisk.leave(counts, memory.used(), memory.mostKept()));
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
    memory.leftToSpill(table.rows().bytes());
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
    table.close();
    memory.close();
  }
}
