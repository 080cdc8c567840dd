package io.sampo.runtime.stage;

import io.sampo.runtime.task.TaskReport;
import io.sampo.runtime.work.TaskWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one stage: phase after phase, a window of tasks on their way, further attempts at
 * failed ones. Once it fails or is told to stop, it waits until nothing runs, then says so.
 *
 * <p>Each method is an event and yields what to do, in order.
 */
final class StageState {
  private final int stage;
  private final String description;
  private final int window;
  private final RetryPolicy retries;

  /** Tasks on their way: the number and what earlier attempts threw. */
  private final Map<Integer, List<Throwable>> running = new TreeMap<>();

  private final Map<Integer, TaskWork> pausing = new TreeMap<>();
  private final List<Throwable> troubles = new ArrayList<>();
  private List<TaskWork> tasks = List.of();
  private int next;
  private int tasksTotal;
  private int tasksDone;
  private boolean asking;
  private boolean abandoning;
  private boolean stopping;
  private boolean ended;

  /**
   * @param stage the stage's id
   * @param description what it does, for errors
   * @param window how many tasks may be on their way at once
   */
  StageState(int stage, String description, int window, RetryPolicy retries) {
    this.stage = stage;
    this.description = description;
    this.window = window;
    this.retries = retries;
  }

  int tasksTotal() {
    return tasksTotal;
  }

  int tasksDone() {
    return tasksDone;
  }

  List<StageAction> started() {
    asking = true;
    return List.of(new StageAction.AskPhase());
  }

  /** The tasks of the next phase are known; none means that all is done. */
  List<StageAction> phaseReady(List<TaskWork> phase) {
    asking = false;
    tasks = List.copyOf(phase);
    next = 0;
    tasksTotal += tasks.size();
    if (stopping) {
      return windUp();
    }
    return tasks.isEmpty() ? end(new StageReport.Completed(stage)) : fill();
  }

  List<StageAction> phaseFailed(Throwable cause) {
    asking = false;
    if (stopping) {
      troubles.add(cause);
      return windUp();
    }
    return fail(new StageReport.Failed(stage, StageErrors.stageFailed(description, cause)));
  }

  List<StageAction> taskReported(TaskReport report) {
    return switch (report) {
      case TaskReport.Succeeded(int task) -> taskSucceeded(task);
      case TaskReport.Failed(int task, Throwable cause, TaskWork attempt) ->
          taskFailed(task, cause, attempt);
      case TaskReport.Stopped(int task, @Nullable Throwable trouble) -> taskStopped(task, trouble);
    };
  }

  /** The actor of a running task went without a report: a fault of the engine. */
  List<StageAction> taskLost(int task, Throwable cause) {
    running.remove(task);
    if (stopping) {
      troubles.add(cause);
      return windUp();
    }
    return fail(new StageReport.Failed(stage, StageErrors.stageFailed(description, cause)));
  }

  /** A pause before a further attempt is over. */
  List<StageAction> pauseOver(int task) {
    TaskWork failed = pausing.remove(task);
    return failed == null ? List.of() : List.of(new StageAction.RetryTask(task, failed));
  }

  List<StageAction> stopRequested() {
    return stopping || ended ? List.of() : stop(new ArrayList<>());
  }

  /** The actor goes without having said its last word, because it or its parent failed. */
  List<StageAction> orphaned() {
    if (ended || next >= tasks.size()) {
      return List.of();
    }
    List<TaskWork> untouched = tasks.subList(next, tasks.size());
    next = tasks.size();
    return List.of(new StageAction.AbandonTasks(untouched));
  }

  List<StageAction> tasksAbandoned(List<Throwable> causes) {
    abandoning = false;
    troubles.addAll(causes);
    return windUp();
  }

  private List<StageAction> taskSucceeded(int task) {
    running.remove(task);
    tasksDone++;
    if (stopping) {
      return windUp();
    }
    if (next < tasks.size()) {
      return fill();
    }
    return running.isEmpty() ? started() : List.of();
  }

  private List<StageAction> taskFailed(int task, Throwable cause, TaskWork attempt) {
    List<Throwable> failures = running.getOrDefault(task, List.of());
    if (stopping) {
      running.remove(task);
      troubles.add(cause);
      return windUp();
    }
    failures.add(cause);
    if (attempt.isRepeatable() && retries.again(cause, failures.size())) {
      return retry(task, attempt, retries.pause(cause, failures.size()));
    }
    running.remove(task);
    String name = attempt.input().isEmpty() ? "" + task : task + " (" + attempt.input() + ")";
    return fail(new StageReport.Failed(stage, StageErrors.taskFailed(description, name, failures)));
  }

  private List<StageAction> retry(int task, TaskWork attempt, Duration pause) {
    if (pause.isZero()) {
      return List.of(new StageAction.RetryTask(task, attempt));
    }
    pausing.put(task, attempt);
    return List.of(new StageAction.RetryLater(task, pause));
  }

  private List<StageAction> taskStopped(int task, @Nullable Throwable trouble) {
    running.remove(task);
    if (trouble != null) {
      troubles.add(trouble);
    }
    return windUp();
  }

  private List<StageAction> fill() {
    List<StageAction> actions = new ArrayList<>();
    while (running.size() < window && next < tasks.size()) {
      int task = next++;
      running.put(task, new ArrayList<>(0));
      actions.add(new StageAction.StartTask(task, tasks.get(task)));
    }
    return actions;
  }

  private List<StageAction> fail(StageReport.Failed report) {
    List<StageAction> actions = new ArrayList<>();
    actions.add(new StageAction.Tell(report));
    return stop(actions);
  }

  private List<StageAction> stop(List<StageAction> actions) {
    stopping = true;
    // What pauses was abandoned when it failed.
    running.keySet().removeAll(pausing.keySet());
    pausing.clear();
    running.keySet().forEach(task -> actions.add(new StageAction.StopTask(task)));
    actions.addAll(windUp());
    return actions;
  }

  /** What is left to do once stopping. */
  private List<StageAction> windUp() {
    if (next < tasks.size()) {
      List<TaskWork> untouched = tasks.subList(next, tasks.size());
      next = tasks.size();
      abandoning = true;
      return List.of(new StageAction.AbandonTasks(untouched));
    }
    if (ended || asking || abandoning || !running.isEmpty()) {
      return List.of();
    }
    return end(new StageReport.Stopped(stage, List.copyOf(troubles)));
  }

  private List<StageAction> end(StageReport report) {
    ended = true;
    return List.of(new StageAction.End(report));
  }
}
