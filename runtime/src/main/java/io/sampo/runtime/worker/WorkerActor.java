package io.sampo.runtime.worker;

import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Starts tasks and reports how they ended. Only the driver decides what to run. */
final class WorkerActor {
  private final WorkerNode node;
  private final Map<ProducerAttempt, TaskRun> running = new HashMap<>();
  private final HeldTasks held = new HeldTasks();

  /** The driver that spoke last. */
  private @Nullable ActorRef<TaskReport> reports;

  private record Ended(TaskReport report) {}

  private WorkerActor(WorkerNode node) {
    this.node = node;
  }

  static Behavior<WorkerCommand> create(WorkerNode node) {
    return Behaviors.<Object>setup(
            context -> {
              var actor = new WorkerActor(node);
              return Behaviors.receive(Object.class)
                  .onMessage(
                      WorkerCommand.RunTask.class,
                      run -> {
                        TaskRun task = actor.start(run.order(), run.replyTo());
                        if (task != null) {
                          context.pipeToSelf(task.report(), (report, never) -> new Ended(report));
                        }
                        return Behaviors.same();
                      })
                  .onMessage(
                      WorkerCommand.CancelTask.class, cancel -> actor.cancel(cancel.attempt()))
                  .onMessage(WorkerCommand.TellHoldings.class, actor::tellHoldings)
                  .onMessage(
                      WorkerCommand.ReleaseQuery.class, release -> actor.release(release.query()))
                  .onMessage(Ended.class, actor::ended)
                  .onSignal(PostStop.class, stop -> actor.stopped())
                  .build();
            })
        .narrow();
  }

  private @Nullable TaskRun start(TaskOrder order, ActorRef<TaskReport> replyTo) {
    reports = replyTo;
    if (running.containsKey(order.attempt())) {
      return null;
    }
    try {
      TaskRun task = node.start(order);
      running.put(order.attempt(), task);
      held.started(order);
      return task;
    } catch (RuntimeException e) {
      replyTo.tell(
          new TaskReport.Failed(
              order.attempt(),
              e instanceof SampoException known
                  ? known
                  : SampoException.internal("the task cannot be started: " + e, e),
              ""));
      return null;
    }
  }

  private Behavior<Object> ended(Ended ended) {
    ActorRef<TaskReport> driver = reports;
    if (running.remove(ended.report().attempt()) == null) {
      node.store().release(ended.report().attempt());
    } else if (driver != null) {
      held.ended(ended.report());
      driver.tell(ended.report());
    }
    return Behaviors.same();
  }

  private Behavior<Object> tellHoldings(WorkerCommand.TellHoldings tell) {
    reports = tell.reports();
    tell.replyTo().tell(held.told(node.info().id()));
    return Behaviors.same();
  }

  private Behavior<Object> cancel(ProducerAttempt attempt) {
    held.forget(attempt);
    TaskRun task = running.remove(attempt);
    if (task != null) {
      task.cancel();
    } else {
      node.store().release(attempt);
    }
    return Behaviors.same();
  }

  private Behavior<Object> release(String query) {
    held.forget(query);
    for (ProducerAttempt attempt : List.copyOf(running.keySet())) {
      if (attempt.query().equals(query)) {
        cancel(attempt);
      }
    }
    node.release(query);
    return Behaviors.same();
  }

  private Behavior<Object> stopped() {
    List.copyOf(running.keySet()).forEach(this::cancel);
    return Behaviors.same();
  }
}
