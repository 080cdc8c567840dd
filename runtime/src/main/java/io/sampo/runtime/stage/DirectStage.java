package io.sampo.runtime.stage;

import io.sampo.runtime.compute.AttemptListener;
import io.sampo.runtime.compute.Reply;
import io.sampo.runtime.compute.TaskJob;
import io.sampo.runtime.task.TaskReport;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stage that is run without an actor: what becomes of its tasks is seen to by the thread that
 * brings the news. All methods are called in turn, as news are.
 */
public final class DirectStage {
  private final StageOrder order;
  private final Consumer<Runnable> turns;
  private final Consumer<StageReport> query;
  private final StageState state;
  private final Map<Integer, TaskJob> jobs = new HashMap<>();

  /**
   * @param order what to run; its retries have no pauses
   * @param turns runs one call after the other
   * @param query is told reports, in turn; it must not call this stage before it returns
   */
  public DirectStage(StageOrder order, Consumer<Runnable> turns, Consumer<StageReport> query) {
    this.order = order;
    this.turns = turns;
    this.query = query;
    this.state =
        new StageState(
            order.work().id(), order.work().description(), order.window(), order.retries());
  }

  /** To be called first. */
  public void start() {
    perform(state.started());
  }

  /** Ends it soon. */
  public void stop() {
    perform(state.stopRequested());
  }

  /** Lets go of what never ran, when nobody is left to be told. */
  public void orphaned() {
    perform(state.orphaned());
  }

  private void perform(List<StageAction> actions) {
    actions.forEach(this::perform);
    order.progress().update(state.tasksTotal(), state.tasksDone());
  }

  private void perform(StageAction action) {
    switch (action) {
      case StageAction.AskPhase() ->
          order.lane().call(order.place(), order.work()::nextPhase, inTurn(state::phaseReady));
      case StageAction.StartTask(int task, TaskWork work) ->
          jobs.put(task, order.lane().submit(order.place(), work, new Listener(task)));
      case StageAction.RetryTask(int task, TaskWork failed) ->
          jobs.put(task, order.lane().retry(order.place(), failed, new Listener(task)));
      case StageAction.RetryLater later ->
          throw new IllegalStateException("nobody counts the pause before task " + later.task());
      case StageAction.StopTask(int task) -> stop(jobs.get(task));
      case StageAction.AbandonTasks(List<TaskWork> untouched) ->
          order
              .lane()
              .call(order.place(), () -> abandonAll(untouched), inTurn(state::tasksAbandoned));
      case StageAction.Tell(StageReport report) -> query.accept(report);
      case StageAction.End(StageReport report) -> query.accept(report);
    }
  }

  private static void stop(@Nullable TaskJob job) {
    if (job != null) {
      job.stop();
    }
  }

  /** Abandons tasks that never ran; yields what went wrong. */
  static List<Throwable> abandonAll(List<TaskWork> tasks) {
    List<Throwable> troubles = new ArrayList<>();
    for (TaskWork task : tasks) {
      try {
        task.abandon();
      } catch (Throwable trouble) {
        troubles.add(trouble);
      }
    }
    return troubles;
  }

  /** What a call on a compute thread yields becomes an event, in turn. */
  private <T> Reply<T> inTurn(Event<T> event) {
    return new Reply<>() {
      @Override
      public void returned(T value) {
        turns.accept(() -> perform(event.happened(value)));
      }

      @Override
      public void failed(Throwable cause) {
        turns.accept(() -> perform(state.phaseFailed(cause)));
      }
    };
  }

  @FunctionalInterface
  private interface Event<T> {
    List<StageAction> happened(T value);
  }

  /** Brings what became of one task. */
  private final class Listener implements AttemptListener {
    private final int task;

    Listener(int task) {
      this.task = task;
    }

    @Override
    public void succeeded() {
      ended(new TaskReport.Succeeded(task));
    }

    @Override
    public void failed(Throwable cause, TaskWork attempt) {
      ended(new TaskReport.Failed(task, cause, attempt));
    }

    @Override
    public void stopped(@Nullable Throwable trouble) {
      ended(new TaskReport.Stopped(task, trouble));
    }

    private void ended(TaskReport report) {
      turns.accept(() -> {
        jobs.remove(task);
        perform(state.taskReported(report));
      });
    }
  }
}
