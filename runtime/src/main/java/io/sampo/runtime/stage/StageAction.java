package io.sampo.runtime.stage;

import io.sampo.runtime.work.TaskWork;
import java.time.Duration;
import java.util.List;

/** What a stage's actor is to do. */
sealed interface StageAction {
  /** Have a compute thread make the next phase. */
  record AskPhase() implements StageAction {}

  /** Make the first attempt at a task. */
  record StartTask(int task, TaskWork work) implements StageAction {}

  /** Come back with the task when the pause is over. */
  record RetryLater(int task, Duration pause) implements StageAction {}

  /** Make another attempt. */
  record RetryTask(int task, TaskWork failed) implements StageAction {}

  /** Have the attempt that runs abandoned. */
  record StopTask(int task) implements StageAction {}

  /** Have a compute thread abandon tasks that never ran. */
  record AbandonTasks(List<TaskWork> tasks) implements StageAction {}

  /** Tell the query, and go on. */
  record Tell(StageReport report) implements StageAction {}

  /** Tell the query, and end. */
  record End(StageReport report) implements StageAction {}
}
