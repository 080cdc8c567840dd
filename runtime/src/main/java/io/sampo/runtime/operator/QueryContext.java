package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.RowFunctions;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.ValueRange;
import io.sampo.runtime.join.Spilling;
import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.spill.SpillSpace;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.memory.BufferAllocator;

/**
 * What the tasks of one query share.
 *
 * @param memory the query's memory
 * @param spill where the query spills to
 * @param pipelines compiles flows, remembering those compiled before
 * @param rowFunctions the interpreter
 * @param ranges proven bounds of columns
 * @param settings how to run
 * @param spilling where rows go that do not fit into memory
 * @param cancelled set when the query is to end
 * @param scope which part of the input is computed
 * @param counts takes what tasks count
 */
public record QueryContext(
    QueryMemory memory,
    SpillSpace spill,
    Pipelines pipelines,
    RowFunctions rowFunctions,
    Map<Long, ValueRange> ranges,
    ExecutionSettings settings,
    Spilling spilling,
    AtomicBoolean cancelled,
    TaskScope scope,
    RowCounts counts) {
  /** What the tasks of one stage share: the memory is the stage's. */
  QueryContext ofStage(int stage) {
    return with(memory.stage(stage));
  }

  /** The same for a task of the stage whose context this is: its operators bear its name. */
  QueryContext ofTask(int task) {
    return with(memory.task(task));
  }

  private QueryContext with(QueryMemory other) {
    return new QueryContext(
        other,
        spill,
        pipelines,
        rowFunctions,
        ranges,
        settings,
        spilling,
        cancelled,
        scope,
        counts);
  }

  /** Memory that belongs to no operator. */
  public BufferAllocator allocator() {
    return memory.allocator();
  }

  /** Ends work that takes long soon after the query was cancelled. */
  void checkCancelled() {
    if (cancelled.get()) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
  }
}
