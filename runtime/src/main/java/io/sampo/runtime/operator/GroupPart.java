package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.row.RowLayout;
import io.sampo.codegen.table.GroupTable;
import io.sampo.codegen.vector.Memory;
import io.sampo.physical.Sink;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** The groups one task found, or the groups of one partition of all of them. */
final class GroupPart implements SinkPart {
  private final GroupTable table;
  private final @Nullable HeapAccumulators heap;
  private final boolean keyless;

  GroupPart(Sink.Group sink, RowLayout layout, BufferAllocator allocator) {
    this.table = new GroupTable(layout.width(), allocator);
    this.keyless = sink.keys().isEmpty();
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

  GroupTable table() {
    return table;
  }

  @Nullable HeapAccumulators heap() {
    return heap;
  }

  @Override
  public void close() {
    table.close();
  }
}
