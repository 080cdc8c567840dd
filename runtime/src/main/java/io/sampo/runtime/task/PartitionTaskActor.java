package io.sampo.runtime.task;

import io.sampo.runtime.compute.AttemptListener;
import io.sampo.runtime.compute.TaskJob;
import io.sampo.runtime.work.TaskWork;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Runs one attempt at a task on the compute threads. Ends after its report. */
public final class PartitionTaskActor extends ExtensibleBehavior<PartitionTaskActor.Command> {
  /** What it is told. */
  public sealed interface Command {}

  /** End soon. */
  public record Stop() implements Command {}

  private record AttemptEnded(TaskReport report) implements Command {}

  private final Attempt attempt;
  private final ActorRef<TaskReport> stage;
  private final TaskState state = new TaskState();
  private @Nullable TaskJob job;
  private boolean ended;

  private PartitionTaskActor(Attempt attempt, ActorRef<TaskReport> stage) {
    this.attempt = attempt;
    this.stage = stage;
  }

  /** The actor of an attempt that reports to the stage. */
  public static Behavior<Command> create(Attempt attempt, ActorRef<TaskReport> stage) {
    return Behaviors.setup(context -> {
      var actor = new PartitionTaskActor(attempt, stage);
      return actor.perform(actor.state.started(), context.getSelf());
    });
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> context, Command command) {
    return perform(
        switch (command) {
          case Stop() -> state.stopRequested();
          case AttemptEnded(TaskReport report) -> state.ended(report);
        },
        context.asJava().getSelf());
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
    return signal instanceof PostStop
        ? perform(state.orphaned(), context.asJava().getSelf())
        : Behaviors.unhandled();
  }

  private Behavior<Command> perform(List<TaskAction> actions, ActorRef<Command> self) {
    for (TaskAction action : actions) {
      switch (action) {
        case TaskAction.Submit() -> job = attempt.submit(new Listener(attempt.task(), self));
        case TaskAction.StopAttempt() -> stopJob();
        case TaskAction.End(TaskReport report) -> report(report);
      }
    }
    return ended ? Behaviors.stopped() : this;
  }

  private void stopJob() {
    if (job != null) {
      job.stop();
    }
  }

  private void report(TaskReport report) {
    ended = true;
    stage.tell(report);
  }

  /** Brings what compute threads say to the actor. */
  private record Listener(int task, ActorRef<Command> self) implements AttemptListener {
    @Override
    public void succeeded() {
      self.tell(new AttemptEnded(new TaskReport.Succeeded(task)));
    }

    @Override
    public void failed(Throwable cause, TaskWork attempt) {
      self.tell(new AttemptEnded(new TaskReport.Failed(task, cause, attempt)));
    }

    @Override
    public void stopped(@Nullable Throwable trouble) {
      self.tell(new AttemptEnded(new TaskReport.Stopped(task, trouble)));
    }
  }
}
