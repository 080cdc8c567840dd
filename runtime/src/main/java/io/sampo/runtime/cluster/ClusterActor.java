package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.cluster.ClusterStatus.QueryStatus;
import io.sampo.runtime.cluster.protocol.WorkerEvent;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.TaskCode;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The driver of a cluster: carries out what the {@link ClusterState} decides. */
public final class ClusterActor extends ExtensibleBehavior<ClusterActor.Command> {
  private static final Duration TICK = Duration.ofMillis(200);

  /** Messages have to be smaller than Pekko's frames, which are of 4 MiB between members. */
  public static final long MOST_ORDER_BYTES = (4L << 20) - (64L << 10);

  /** What it is told. */
  public sealed interface Command {}

  /** Something became of a worker. */
  public record Workers(WorkerEvent event) implements Command {}

  /** Run a query. What it has of a {@link CodeShelf} is left when it ends. */
  public record Start(QueryOrder order, QueryListener listener) implements Command {}

  /**
   * Whether a query of that name was left by a former driver and can be attached to, or whether the
   * name is free.
   */
  public record Claim(String query, CompletableFuture<Claimed> reply) implements Command {}

  /**
   * An answer.
   *
   * @param left the query that was left, which goes on; empty when there is none
   * @param free whether a new query may have the name
   */
  public record Claimed(Optional<QueryOrder> left, boolean free) {}

  /** Hear how a query goes on that was claimed. */
  public record Attach(String query, QueryListener listener) implements Command {}

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

  private record Held(Holdings holdings) implements Command {}

  private record Tick() implements Command {}

  private static final Logger LOG = LoggerFactory.getLogger(ClusterActor.class);
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
  private final ActorRef<Holdings> holdings;
  private final QueryJournal journal;
  private final CodeShelf shelf;
  private final OrderBytes orders = new OrderBytes(MOST_ORDER_BYTES);
  private final Map<String, TaskCode> codes = new HashMap<>();
  private final Map<String, Set<String>> given = new HashMap<>();
  private final Map<String, SampoException> unheard = new HashMap<>();
  private final Set<String> resumed = new HashSet<>();
  private final Set<String> journaled = new HashSet<>();
  private @Nullable LeftQueries left;

  private ClusterActor(ActorContext<Command> context, QueryJournal journal, CodeShelf shelf) {
    this.context = context;
    this.journal = journal;
    this.shelf = shelf;
    this.reports = context.messageAdapter(TaskReport.class, Reported::new);
    this.holdings = context.messageAdapter(Holdings.class, Held::new);
  }

  /** The driver, to be started once, without a journal. */
  public static Behavior<Command> create() {
    return create(QueryJournal.NONE, CodeShelf.NONE);
  }

  /**
   * The driver, to be started once.
   *
   * @param journal read when this driver first hears of a worker or a query, which is when it is
   *     the active one
   * @param shelf for code that is too large for messages, of this driver alone
   */
  public static Behavior<Command> create(QueryJournal journal, CodeShelf shelf) {
    return Behaviors.setup(context ->
        Behaviors.withTimers(timers -> {
          timers.startTimerWithFixedDelay(new Tick(), TICK);
          return new ClusterActor(context, journal, shelf);
        }));
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> typed, Command command) {
    long now = System.nanoTime();
    switch (command) {
      case Workers(WorkerEvent event) -> worker(event, now);
      case Claim(String query, CompletableFuture<Claimed> reply) ->
          reply.complete(claim(query, now));
      case Attach(String query, QueryListener listener) -> attach(query, listener);
      case Held(Holdings told) -> held(told, now);
      case Start(QueryOrder order, QueryListener listener) -> {
        left(now);
        listeners.put(order.id(), listener);
        codes.put(order.id(), order.settings().code());
        // A successor knows no kept rows, so what reads them cannot go on there.
        if (order.keeping().isEmpty() && !KeptReads.isReader(order)) {
          journaled.add(order.id());
          journal.started(order);
        }
        perform(state.started(order, now));
      }
      case Cancel(String query) -> {
        if (left(now).cancel(query)) {
          finish(new ClusterAction.Finish(query, cancelled()));
        }
        perform(state.failed(query, cancelled(), now));
      }
      case Taken(String query, int part) -> perform(state.taken(query, part, now));
      case PartLost(String query, int part, SampoException error) ->
          perform(state.partLost(query, part, error, now));
      case Reported(TaskReport report) -> {
        left(now).reported(report);
        perform(state.reported(report, now));
      }
      case Tick() -> {
        resume(now);
        perform(state.tick(now));
      }
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

  private static SampoException cancelled() {
    return new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
  }

  private LeftQueries left(long now) {
    LeftQueries known = left;
    if (known == null) {
      List<QueryJournal.Left> found = journal.left().stream().map(this::shelved).toList();
      found.forEach(query -> journaled.add(query.order().id()));
      known = new LeftQueries(found, now);
      left = known;
    }
    return known;
  }

  /** A query that was left with its code on this driver's shelf. */
  private QueryJournal.Left shelved(QueryJournal.Left query) {
    if (!(query.order().settings().code() instanceof TaskCode.Here(var code))) {
      return query;
    }
    TaskCode shelved = shelf.shelve(code);
    codes.put(query.order().id(), shelved);
    return query.with(shelved);
  }

  private Claimed claim(String query, long now) {
    boolean free =
        !left(now).isWaiting(query)
            && !state.queries().containsKey(query)
            && !endedQueries.containsKey(query);
    return new Claimed(left(now).claim(query), free);
  }

  private void attach(String query, QueryListener listener) {
    listeners.put(query, listener);
    QueryState running = state.queries().get(query);
    if (running != null) {
      perform(running.announced());
    }
    SampoException failure = unheard.remove(query);
    if (failure != null) {
      listeners.remove(query);
      listener.finished(failure);
    }
  }

  /** What a worker has of queries that nobody knows is freed. */
  private void held(Holdings told, long now) {
    LeftQueries former = left(now);
    told.tasks().stream()
        .map(task -> task.attempt().query())
        .distinct()
        .filter(query -> !former.isWaiting(query) && !state.queries().containsKey(query))
        .forEach(query -> tell(told.worker(), new WorkerCommand.ReleaseQuery(query)));
    former.held(told);
    resume(now);
  }

  private void resume(long now) {
    LeftQueries former = left;
    if (former == null) {
      return;
    }
    for (LeftQueries.Ready ready : former.ready(now)) {
      List<ClusterAction> actions = state.resumed(ready.left(), ready.held(), now);
      QueryState query = state.queries().get(ready.order().id());
      if (query != null) {
        resumed.add(ready.order().id());
        QueryStatus status = ClusterStatus.of(query);
        LOG.atInfo()
            .addKeyValue("query", status.id())
            .addKeyValue("tasksDone", status.tasksDone())
            .addKeyValue("tasksTotal", status.tasksTotal())
            .log("a query of a former driver goes on");
      }
      perform(actions);
    }
    former.abandoned(now).forEach(query -> perform(state.failed(query, cancelled(), now)));
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
        left(now);
        workers.put(id, joined.worker());
        joined.worker().tell(new WorkerCommand.TellHoldings(reports, holdings));
        context.watchWith(joined.worker(), new Workers(new WorkerEvent.WorkerLost(id)));
        perform(state.workerJoined(joined.info(), now));
      }
      case WorkerEvent.WorkerDraining(String id) -> perform(state.workerDraining(id));
      case WorkerEvent.WorkerLost(String id) -> {
        ActorRef<WorkerCommand> gone = workers.remove(id);
        if (gone != null) {
          context.unwatch(gone);
        }
        left(now).lost(id);
        perform(state.workerLost(id, now));
        resume(now);
      }
    }
  }

  private void perform(List<ClusterAction> actions) {
    var refused = new HashMap<String, SampoException>();
    for (ClusterAction action : actions) {
      switch (action) {
        case ClusterAction.Launch launch -> {
          String query = launch.order().attempt().query();
          boolean first = given.computeIfAbsent(query, any -> new HashSet<>()).add(launch.worker());
          if (first && journaled.contains(query)) {
            journal.given(query, launch.worker());
          }
          send(launch, refused);
        }
        case ClusterAction.Decide decide -> {
          if (journaled.contains(decide.query())) {
            journal.decided(decide.query(), decide.probe(), decide.joined());
          }
        }
        case ClusterAction.Kept complete -> {
          QueryListener listener = listeners.get(complete.query());
          if (listener != null) {
            listener.kept(complete.parts(), complete.figures());
          }
        }
        case ClusterAction.KeepOnly keep -> {
          orders.release(keep.query());
          workers
              .values()
              .forEach(worker ->
                  worker.tell(new WorkerCommand.KeepOnly(keep.query(), keep.exchanges())));
        }
        case ClusterAction.Cancel cancel ->
            tell(cancel.worker(), new WorkerCommand.CancelTask(cancel.attempt()));
        case ClusterAction.Deliver deliver -> {
          QueryListener listener = listeners.get(deliver.query());
          if (listener != null) {
            listener.delivered(deliver.part(), deliver.location(), deliver.last());
          }
        }
        case ClusterAction.Finish finish -> finish(finish);
      }
    }
    state.queries().forEach(known::put);
    refused.forEach((query, error) -> perform(state.failed(query, error, System.nanoTime())));
  }

  /**
   * Sends an order, or notes why its query cannot be run.
   *
   * @param refused the queries that cannot, of which nothing more is sent
   */
  private void send(ClusterAction.Launch launch, Map<String, SampoException> refused) {
    ProducerAttempt attempt = launch.order().attempt();
    if (refused.containsKey(attempt.query())) {
      return;
    }
    try {
      byte[] order = orders.of(launch.order());
      tell(launch.worker(), new WorkerCommand.RunTask(attempt, order, reports));
    } catch (SampoException e) {
      refused.put(attempt.query(), e);
    }
  }

  private void tell(String worker, WorkerCommand command) {
    ActorRef<WorkerCommand> actor = workers.get(worker);
    if (actor != null) {
      actor.tell(command);
    }
  }

  private void finish(ClusterAction.Finish finish) {
    if (journaled.remove(finish.query())) {
      journal.ended(finish.query());
    }
    given.remove(finish.query());
    TaskCode code = codes.remove(finish.query());
    if (code != null) {
      shelf.leave(code);
    }
    orders.release(finish.query());
    workers.values().forEach(worker -> worker.tell(new WorkerCommand.ReleaseQuery(finish.query())));
    QueryState ended = known.remove(finish.query());
    if (ended != null) {
      endedQueries.put(finish.query(), ClusterStatus.of(ended));
    }
    QueryListener listener = listeners.remove(finish.query());
    if (listener != null) {
      listener.finished(finish.error());
    } else if (left != null && left.isUnclaimed(finish.query()) && finish.error() != null) {
      unheard.put(finish.query(), finish.error());
    }
    if (resumed.remove(finish.query()) && ended != null) {
      LOG.atInfo()
          .addKeyValue("query", finish.query())
          .addKeyValue("tasksRunAgain", ended.reruns())
          .log("a query of a former driver ended");
    }
  }
}
