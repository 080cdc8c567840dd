package io.sampo.runtime.stage;

import io.sampo.runtime.compute.Reply;
import io.sampo.runtime.task.Attempt;
import io.sampo.runtime.task.PartitionTaskActor;
import io.sampo.runtime.task.TaskReport;
import io.sampo.runtime.work.TaskWork;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Supervises the tasks of one stage. Ends after its last report. */
public final class StageActor extends ExtensibleBehavior<StageActor.Command> {
  /** What it is told. */
  public sealed interface Command {}

  /** End soon. */
  public record Stop() implements Command {}

  private record PhaseReady(List<TaskWork> tasks) implements Command {}

  private record PhaseFailed(Throwable cause) implements Command {}

  private record TaskReported(TaskReport report) implements Command {}

  private record PauseOver(int task) implements Command {}

  private record TasksAbandoned(List<Throwable> troubles) implements Command {}

  private final StageOrder order;
  private final ActorRef<StageReport> query;
  private final ActorContext<Command> context;
  private final ActorRef<TaskReport> reports;
  private final StageState state;
  private final Map<Integer, ActorRef<PartitionTaskActor.Command>> tasks = new HashMap<>();
  private boolean ended;

  private StageActor(StageOrder order, ActorRef<StageReport> query, ActorContext<Command> context) {
    this.order = order;
    this.query = query;
    this.context = context;
    this.reports = context.messageAdapter(TaskReport.class, TaskReported::new);
    this.state =
        new StageState(
            order.work().id(), order.work().description(), order.window(), order.retries());
  }

  /** The actor of a stage that reports to the query. */
  public static Behavior<Command> create(StageOrder order, ActorRef<StageReport> query) {
    return Behaviors.setup(context -> {
      var actor = new StageActor(order, query, context);
      return actor.perform(actor.state.started());
    });
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> typed, Command command) {
    return perform(
        switch (command) {
          case Stop() -> state.stopRequested();
          case PhaseReady(List<TaskWork> phase) -> state.phaseReady(phase);
          case PhaseFailed(Throwable cause) -> state.phaseFailed(cause);
          case TaskReported(TaskReport report) -> reported(report);
          case PauseOver(int task) -> state.pauseOver(task);
          case TasksAbandoned(List<Throwable> troubles) -> state.tasksAbandoned(troubles);
        });
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> typed, Signal signal) {
    return switch (signal) {
      case Terminated gone -> perform(gone(gone));
      case PostStop stop -> perform(state.orphaned());
      default -> Behaviors.unhandled();
    };
  }

  private List<StageAction> reported(TaskReport report) {
    tasks.remove(report.task());
    return state.taskReported(report);
  }

  private List<StageAction> gone(Terminated gone) {
    for (var entry : tasks.entrySet()) {
      if (entry.getValue().equals(gone.getRef())) {
        Throwable cause =
            gone instanceof ChildFailed failed
                ? failed.getCause()
                : new IllegalStateException("the actor of task " + entry.getKey() + " is gone");
        tasks.remove(entry.getKey());
        return state.taskLost(entry.getKey(), cause);
      }
    }
    return List.of();
  }

  private Behavior<Command> perform(List<StageAction> actions) {
    actions.forEach(this::perform);
    order.progress().update(state.tasksTotal(), state.tasksDone());
    return ended ? Behaviors.stopped() : this;
  }

  private void perform(StageAction action) {
    switch (action) {
      case StageAction.AskPhase() -> askPhase();
      case StageAction.StartTask(int task, TaskWork work) -> spawn(task, work, false);
      case StageAction.RetryTask(int task, TaskWork failed) -> spawn(task, failed, true);
      case StageAction.RetryLater(int task, Duration pause) ->
          context.scheduleOnce(pause, context.getSelf(), new PauseOver(task));
      case StageAction.StopTask(int task) -> stopTask(task);
      case StageAction.AbandonTasks(List<TaskWork> untouched) -> abandon(untouched);
      case StageAction.Tell(StageReport report) -> query.tell(report);
      case StageAction.End(StageReport report) -> end(report);
    }
  }

  private void askPhase() {
    ActorRef<Command> self = context.getSelf();
    order.lane().call(order.place(), order.work()::nextPhase, reply(self, PhaseReady::new));
  }

  private void abandon(List<TaskWork> untouched) {
    order
        .lane()
        .call(
            order.place(),
            () -> DirectStage.abandonAll(untouched),
            reply(context.getSelf(), TasksAbandoned::new));
  }

  private void spawn(int task, TaskWork work, boolean retry) {
    var attempt = new Attempt(task, order.place(), order.lane(), work, retry);
    var actor = context.spawnAnonymous(PartitionTaskActor.create(attempt, reports));
    context.watch(actor);
    tasks.put(task, actor);
  }

  private void stopTask(int task) {
    var actor = tasks.get(task);
    if (actor != null) {
      actor.tell(new PartitionTaskActor.Stop());
    }
  }

  private void end(StageReport report) {
    ended = true;
    query.tell(report);
  }

  private static <T> Reply<T> reply(ActorRef<Command> self, Function<T, Command> message) {
    return new Reply<>() {
      @Override
      public void returned(T value) {
        self.tell(message.apply(value));
      }

      @Override
      public void failed(Throwable cause) {
        self.tell(new PhaseFailed(cause));
      }
    };
  }
}
