package io.sampo.runtime.task;

import java.util.List;

/** The life of one attempt: submitted, maybe asked to stop, ended. One report, whatever happens. */
final class TaskState {
  private enum Step {
    NEW,
    RUNNING,
    STOPPING,
    ENDED
  }

  private Step step = Step.NEW;

  List<TaskAction> started() {
    step = Step.RUNNING;
    return List.of(new TaskAction.Submit());
  }

  /** The stage wants it to end. The attempt may still succeed or fail before it notices. */
  List<TaskAction> stopRequested() {
    if (step != Step.RUNNING) {
      return List.of();
    }
    step = Step.STOPPING;
    return List.of(new TaskAction.StopAttempt());
  }

  List<TaskAction> ended(TaskReport report) {
    if (step == Step.ENDED) {
      return List.of();
    }
    step = Step.ENDED;
    return List.of(new TaskAction.End(report));
  }

  /** The actor goes without having seen the attempt's end, because its parent went. */
  List<TaskAction> orphaned() {
    boolean submitted = step == Step.RUNNING || step == Step.STOPPING;
    step = Step.ENDED;
    return submitted ? List.of(new TaskAction.StopAttempt()) : List.of();
  }
}
