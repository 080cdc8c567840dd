package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.cluster.ClusterStatus.QueryStatus;
import io.sampo.runtime.cluster.protocol.WorkerEvent;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The driver of a cluster: carries out what the {@link ClusterState} decides. */
public final class ClusterActor extends ExtensibleBehavior<ClusterActor.Command> {
  private static final Duration TICK = Duration.ofMillis(200);

  /** What it is told. */
  public sealed interface Command {}

  /** Something became of a worker. */
  public record Workers(WorkerEvent event) implements Command {}

  /** Run a query. */
  public record Start(QueryOrder order, QueryListener listener) implements Command {}

  /** End a query soon. */
  public record Cancel(String query) implements Command {}

  /** A part of the result was read to its end. */
  public record Taken(String query, int part) implements Command {}

  /** A part of the result cannot be read. */
  public record PartLost(String query, int part, SampoException error) implements Command {}

  /** Tell how things are. */
  public record Inspect(CompletableFuture<ClusterStatus> reply) implements Command {}

  /** Tell how a query is, or how it was when it ended a short time ago. */
  public record InspectQuery(String query, CompletableFuture<Optional<QueryStatus>> reply)
      implements Command {}

  private record Reported(TaskReport report) implements Command {}

  private record Tick() implements Command {}

  private static final int ENDED_KEPT = 100;

  private final ActorContext<Command> context;
  private final ActorRef<TaskReport> reports;
  private final ClusterState state = new ClusterState();
  private final Map<String, ActorRef<WorkerCommand>> workers = new HashMap<>();
  private final Map<String, QueryListener> listeners = new HashMap<>();
  private final Map<String, QueryStatus> endedQueries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, QueryStatus> eldest) {
          return size() > ENDED_KEPT;
        }
      };
  private final Map<String, QueryState> known = new HashMap<>();

  private ClusterActor(ActorContext<Command> context) {
    this.context = context;
    this.reports = context.messageAdapter(TaskReport.class, Reported::new);
  }

  /** The driver, to be started once. */
  public static Behavior<Command> create() {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Tick(), TICK);
          return new ClusterActor(context);
        }));
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> typed, Command command) {
    long now = System.nanoTime();
    switch (command) {
      case Workers(WorkerEvent event) -> worker(event, now);
      case Start(QueryOrder order, QueryListener listener) -> {
        listeners.put(order.id(), listener);
        perform(state.started(order, now));
      }
      case Cancel(String query) ->
          perform(
              state.failed(query, new SampoException(ErrorCode.OPERATION_CANCELED, Map.of()), now));
      case Taken(String query, int part) -> perform(state.taken(query, part, now));
      case PartLost(String query, int part, SampoException error) ->
          perform(state.partLost(query, part, error, now));
      case Reported(TaskReport report) -> perform(state.reported(report, now));
      case Tick() -> perform(state.tick(now));
      case Inspect(CompletableFuture<ClusterStatus> reply) ->
          reply.complete(ClusterStatus.of(state));
      case InspectQuery(String query, CompletableFuture<Optional<QueryStatus>> reply) ->
          reply.complete(status(query));
    }
    return this;
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> typed, Signal signal) {
    return this;
  }

  private Optional<QueryStatus> status(String query) {
    QueryState running = state.queries().get(query);
    return running == null
        ? Optional.ofNullable(endedQueries.get(query))
        : Optional.of(ClusterStatus.of(running));
  }

  private void worker(WorkerEvent event, long now) {
    switch (event) {
      case WorkerEvent.WorkerJoined joined -> {
        String id = joined.info().id();
        workers.put(id, joined.worker());
        context.watchWith(joined.worker(), new Workers(new WorkerEvent.WorkerLost(id)));
        perform(state.workerJoined(joined.info(), now));
      }
      case WorkerEvent.WorkerDraining(String id) -> perform(state.workerDraining(id));
      case WorkerEvent.WorkerLost(String id) -> {
        ActorRef<WorkerCommand> gone = workers.remove(id);
        if (gone != null) {
          context.unwatch(gone);
        }
        perform(state.workerLost(id, now));
      }
    }
  }

  private void perform(List<ClusterAction> actions) {
    for (ClusterAction action : actions) {
      switch (action) {
        case ClusterAction.Launch launch ->
            tell(launch.worker(), new WorkerCommand.RunTask(launch.order(), reports));
        case ClusterAction.Cancel cancel ->
            tell(cancel.worker(), new WorkerCommand.CancelTask(cancel.attempt()));
        case ClusterAction.Deliver deliver -> {
          QueryListener listener = listeners.get(deliver.query());
          if (listener != null) {
            listener.delivered(deliver.part(), deliver.location());
          }
        }
        case ClusterAction.Finish finish -> finish(finish);
      }
    }
    state.queries().forEach(known::put);
  }

  private void tell(String worker, WorkerCommand command) {
    ActorRef<WorkerCommand> actor = workers.get(worker);
    if (actor != null) {
      actor.tell(command);
    }
  }

  private void finish(ClusterAction.Finish finish) {
    workers.values().forEach(worker -> worker.tell(new WorkerCommand.ReleaseQuery(finish.query())));
    QueryState ended = known.remove(finish.query());
    if (ended != null) {
      endedQueries.put(finish.query(), ClusterStatus.of(ended));
    }
    QueryListener listener = listeners.remove(finish.query());
    if (listener != null) {
      listener.finished(finish.error());
    }
  }
}
