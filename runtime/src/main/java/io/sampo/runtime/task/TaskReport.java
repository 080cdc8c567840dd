package io.sampo.runtime.task;

import io.sampo.runtime.work.TaskWork;
import org.jspecify.annotations.Nullable;

/** How an attempt at a task ended. The stage gets one report of each attempt. */
public sealed interface TaskReport {
  /** The task's number within its phase. */
  int task();

  record Succeeded(int task) implements TaskReport {}

  /** It threw and was abandoned; a new attempt is made from {@code attempt}. */
  record Failed(int task, Throwable cause, TaskWork attempt) implements TaskReport {}

  /** It was stopped and abandoned, perhaps with trouble. */
  record Stopped(int task, @Nullable Throwable trouble) implements TaskReport {}
}
