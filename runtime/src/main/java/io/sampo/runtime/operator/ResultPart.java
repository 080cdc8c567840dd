package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.codegen.pipeline.ResultBuffer;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The result rows of one task. A batch is handed on when it is full; what a task that fails has not
 * handed on vanishes.
 */
final class ResultPart implements SinkPart, ResultBuffer {
  private final StructType schema;
  private final int capacity;
  private final BufferAllocator batches;
  private final OperatorMemory memory;
  private final ResultQueue queue;
  private final int task;
  private @Nullable ColumnBatch batch;
  private int sequence;
  private final List<ColumnBatch> full = new ArrayList<>();

  ResultPart(StructType schema, QueryContext context, ResultQueue queue, int task) {
    this.schema = schema;
    this.capacity = context.settings().batchSize();
    this.batches = context.allocator();
    this.memory = context.memory().operator("result", false);
    this.queue = queue;
    this.task = task;
  }

  private ColumnBatch current() {
    if (batch == null) {
      batch = new ColumnBatch(schema, capacity, batches);
    }
    return batch;
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.result = this;
  }

  @Override
  public long values(int column) {
    return current().values(column);
  }

  @Override
  public long nulls(int column) {
    return current().nulls(column);
  }

  @Override
  public void keep(long fromView, long toView) {
    current().strings().keep(fromView, toView);
  }

  @Override
  public void flush(int rows) {
    current().setRows(rows);
    full.add(current());
    batch = null;
  }

  @Override
  public boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    while (!full.isEmpty()) {
      if (!queue.mayGoOn(task, waker)) {
        return false;
      }
      queue.add(task, sequence++, full.removeFirst());
    }
    return true;
  }

  @Override
  public void finish(GeneratedPipeline pipeline) {
    if (pipeline.resultRows > 0) {
      flush(pipeline.resultRows);
    }
    full.forEach(rest -> queue.add(task, sequence++, rest));
    full.clear();
    queue.done(task);
  }

  @Override
  public OperatorMemory memory() {
    return memory;
  }

  @Override
  public void close() {
    full.forEach(ColumnBatch::close);
    full.clear();
    if (batch != null) {
      batch.close();
      batch = null;
    }
    memory.close();
  }
}
