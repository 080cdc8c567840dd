package io.sampo.runtime.operator;

import io.sampo.codegen.pipeline.GeneratedPipeline;
import io.sampo.physical.ValueRange;
import io.sampo.runtime.memory.OperatorMemory;

/**
 * What one task keeps of the rows it sends into the sink. Used by one thread at a time until it is
 * published.
 */
interface SinkPart extends AutoCloseable {
  /** Gives the pipeline what it writes to. */
  void attach(GeneratedPipeline pipeline);

  /**
   * Called between batches.
   *
   * @return whether the task may go on; otherwise it waits until the waker is called
   */
  default boolean afterBatch(GeneratedPipeline pipeline, Runnable waker) {
    return true;
  }

  /**
   * The part has all rows of the scan with some values of the clustered column ({@link
   * io.sampo.physical.Completion}); called between batches.
   */
  default void complete(ValueRange values) {}

  /** The memory of what it keeps. */
  OperatorMemory memory();

  /**
   * Puts what it keeps on disk, or a good part of it, and frees its memory; called between batches,
   * and only when its memory is revocable. Without effect when there is nothing to put there.
   */
  default void spill(GeneratedPipeline pipeline) {}

  /** As {@link #spill}, when that is tried out between all batches. */
  default void spillAtEveryChance(GeneratedPipeline pipeline) {
    spill(pipeline);
  }

  /** The task's thread leaves it for a while. */
  default void leave() {
    memory().leave();
  }

  /** Whether further rows make no difference. */
  default boolean satisfied() {
    return false;
  }

  /**
   * No more rows will come; called, maybe again and again, before {@link #finish}.
   *
   * @return whether all is done with the rows there were; otherwise the task waits until the waker
   *     is called
   */
  default boolean drained(GeneratedPipeline pipeline, Runnable waker) {
    return true;
  }

  /** No more rows will come: puts on disk what may not stay in memory when the task is done. */
  default void leaveBehind(GeneratedPipeline pipeline) {
    if (!memory().mayKeep()) {
      spill(pipeline);
    }
  }

  /** The task is done; called once, before the part is published. */
  default void finish(GeneratedPipeline pipeline) {}

  /**
   * Frees what it keeps; called for attempts that failed, and for published parts when the query is
   * closed. May be called twice.
   */
  @Override
  void close();
}
