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
 * The groups one task found. When memory is short they are put on disk, by partition of the hash
 * space, and the table begins anew, so that a group may be there several times.
 */
final class GroupPart implements SinkPart {
  private final QueryContext context;
  private final OperatorMemory memory;
  private final GroupTable table;
  private final @Nullable HeapAccumulators heap;
  private final boolean keyless;
  private final GroupSpill spilling;
  private @Nullable RowSpiller spiller;

  GroupPart(Sink.Group sink, RowLayout layout, GroupSpill spilling, QueryContext context) {
    this.context = context;
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
      spill();
    }
    return true;
  }

  @Override
  public void spill(GeneratedPipeline pipeline) {
    spill();
  }

  /** Puts all groups on disk. */
  void spill() {
    if (keyless || table.count() == 0) {
      return;
    }
    if (spiller == null) {
      spiller = spilling.open(context);
    }
    spilling.write(table, heap, 0, spiller, context);
    table.clear();
    if (heap != null) {
      heap.clear();
      memory.heap(0);
    }
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
