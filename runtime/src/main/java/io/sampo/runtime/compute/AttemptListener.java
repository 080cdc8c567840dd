package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork;
import org.jspecify.annotations.Nullable;

/**
 * Is told how an attempt at a task ended: exactly one method is called, on a compute thread. When
 * it throws it is called again, so it must have no effect before it can no longer fail.
 */
public interface AttemptListener {
  /** The task is done. */
  void succeeded();

  /**
   * The attempt threw and was abandoned.
   *
   * @param attempt what failed, to be retried from; when making the attempt failed, what it was to
   *     be made from
   */
  void failed(Throwable cause, TaskWork attempt);

  /**
   * The attempt was stopped before it was done, and was abandoned.
   *
   * @param trouble what went wrong while abandoning, or null
   */
  void stopped(@Nullable Throwable trouble);
}
