package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.memory.OperatorMemory;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;

/**
 * The result rows of one task. A batch is handed on when it is full; what a task that fails has not
 * handed on vanishes.
 */
final class ResultPart implements SinkPart {
  private final OperatorMemory memory;
  private final ResultQueue queue;
  private final int task;
  private final FilledBatches batches;
  private int sequence;
  private final List<ColumnBatch> full = new ArrayList<>();

  ResultPart(StructType schema, QueryContext context, ResultQueue queue, int task) {
    this.memory = context.memory().operator("result", false);
    this.queue = queue;
    this.task = task;
    this.batches = new FilledBatches(schema, context, full::add);
  }

  @Override
  public void attach(GeneratedPipeline pipeline) {
    pipeline.result = batches;
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
    batches.finish(pipeline);
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
    batches.close();
    memory.close();
  }
}
