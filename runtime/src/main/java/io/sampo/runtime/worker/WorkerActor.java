package io.sampo.runtime.worker;

import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Starts tasks and reports how they ended. Only the driver decides what to run. */
final class WorkerActor {
  private final WorkerNode node;
  private final Map<ProducerAttempt, TaskRun> running = new HashMap<>();
  private final HeldTasks held = new HeldTasks();
  private final ReadOrders orders = new ReadOrders();

  /** Those whose code is not here yet. */
  private final Set<ProducerAttempt> waiting = new HashSet<>();

  /** The driver that spoke last. */
  private @Nullable ActorRef<TaskReport> reports;

  private record Ended(TaskReport report) {}

  private record Prepared(TaskOrder order, @Nullable Throwable failure) {}

  private WorkerActor(WorkerNode node) {
    this.node = node;
  }

  static Behavior<WorkerCommand> create(WorkerNode node) {
    return Behaviors.<Object>setup(
            context -> {
              var actor = new WorkerActor(node);
              return Behaviors.receive(Object.class)
                  .onMessage(WorkerCommand.RunTask.class, run -> actor.run(context, run))
                  .onMessage(Prepared.class, prepared -> actor.prepared(context, prepared))
                  .onMessage(
                      WorkerCommand.CancelTask.class, cancel -> actor.cancel(cancel.attempt()))
                  .onMessage(WorkerCommand.TellHoldings.class, actor::tellHoldings)
                  .onMessage(WorkerCommand.KeepOnly.class, actor::keepOnly)
                  .onMessage(
                      WorkerCommand.ReleaseQuery.class, release -> actor.release(release.query()))
                  .onMessage(Ended.class, actor::ended)
                  .onSignal(PostStop.class, stop -> actor.stopped())
                  .build();
            })
        .narrow();
  }

  private Behavior<Object> run(ActorContext<Object> context, WorkerCommand.RunTask run) {
    reports = run.replyTo();
    TaskOrder order;
    CompletableFuture<@Nullable Void> code;
    try {
      order = orders.read(run);
      code = node.code(order);
    } catch (RuntimeException e) {
      failed(run.attempt(), e);
      return Behaviors.same();
    }
    waiting.add(run.attempt());
    if (code.isDone() && !code.isCompletedExceptionally()) {
      start(context, order);
    } else {
      context.pipeToSelf(code, (never, failure) -> new Prepared(order, failure));
    }
    return Behaviors.same();
  }

  /** Its code is here, or not to be had. */
  private Behavior<Object> prepared(ActorContext<Object> context, Prepared prepared) {
    Throwable failure = prepared.failure();
    if (failure == null) {
      start(context, prepared.order());
    } else if (waiting.remove(prepared.order().attempt())) {
      failed(prepared.order().attempt(), failure);
    }
    count();
    return Behaviors.same();
  }

  /** Starts a task unless it was cancelled meanwhile. */
  private void start(ActorContext<Object> context, TaskOrder order) {
    if (waiting.remove(order.attempt()) && !running.containsKey(order.attempt())) {
      try {
        TaskRun task = node.start(order);
        running.put(order.attempt(), task);
        held.started(order);
        context.pipeToSelf(task.report(), (report, never) -> new Ended(report));
      } catch (RuntimeException e) {
        failed(order.attempt(), e);
      }
    }
    count();
  }

  private void failed(ProducerAttempt attempt, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    ActorRef<TaskReport> driver = reports;
    if (driver != null) {
      driver.tell(
          new TaskReport.Failed(
              attempt,
              cause instanceof SampoException known
                  ? known
                  : SampoException.internal("the task cannot be started: " + cause, cause),
              ""));
    }
  }

  private void count() {
    node.tasks(running.size() + waiting.size());
  }

  private Behavior<Object> ended(Ended ended) {
    ActorRef<TaskReport> driver = reports;
    if (running.remove(ended.report().attempt()) == null) {
      node.store().release(ended.report().attempt());
    } else if (driver != null) {
      held.ended(ended.report());
      driver.tell(ended.report());
    }
    count();
    return Behaviors.same();
  }

  private Behavior<Object> tellHoldings(WorkerCommand.TellHoldings tell) {
    reports = tell.reports();
    orders.clear();
    tell.replyTo().tell(held.told(node.info().id()));
    return Behaviors.same();
  }

  private Behavior<Object> cancel(ProducerAttempt attempt) {
    held.forget(attempt);
    waiting.remove(attempt);
    TaskRun task = running.remove(attempt);
    if (task != null) {
      task.cancel();
    } else {
      node.store().release(attempt);
    }
    count();
    return Behaviors.same();
  }

  private Behavior<Object> keepOnly(WorkerCommand.KeepOnly keep) {
    for (ProducerAttempt attempt : held.of(keep.query())) {
      if (!keep.exchanges().contains(attempt.exchange())) {
        cancel(attempt);
      }
    }
    orders.release();
    node.settle(keep.query());
    return Behaviors.same();
  }

  private Behavior<Object> release(String query) {
    held.forget(query);
    orders.release();
    waiting.removeIf(attempt -> attempt.query().equals(query));
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
