package io.sampo.runtime.cluster;

import io.sampo.error.SampoException;
import io.sampo.physical.Source;
import io.sampo.physical.fragment.Fragment;
import io.sampo.runtime.exchange.BlockLoss;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks of all queries to the slots of the workers: the queries in turn, each task to a free
 * worker that holds much of its input or read the same piece of a table before. Takes events,
 * yields actions. Used by one thread.
 */
final class ClusterState {
  private static final int PLACES_KEPT = 100_000;

  private final Map<String, WorkerState> workers = new LinkedHashMap<>();
  private final Map<String, DataNode> nodes = new HashMap<>();
  private final Map<String, QueryState> queries = new LinkedHashMap<>();
  private final Map<String, KeptState> kept = new LinkedHashMap<>();
  private final KeptReads reads = new KeptReads(kept);
  private final Map<String, Long> waitingSince = new HashMap<>();
  private long rerunsBefore;
  private final Map<String, String> places =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > PLACES_KEPT;
        }
      };

  Map<String, WorkerState> workers() {
    return workers;
  }

  /** How often tasks of all queries so far were run again. */
  long reruns() {
    return rerunsBefore + queries.values().stream().mapToInt(QueryState::reruns).sum();
  }

  Map<String, QueryState> queries() {
    return queries;
  }

  /** Whether a query has made the rows that it keeps for others, and has nothing to do now. */
  boolean isSettled(String query) {
    KeptState state = kept.get(query);
    return state != null && state.isSettled();
  }

  List<ClusterAction> workerJoined(WorkerInfo info, long now) {
    workers.put(info.id(), new WorkerState(info));
    nodes.put(info.id(), info.data());
    return schedule(now);
  }

  List<ClusterAction> workerDraining(String id) {
    WorkerState worker = workers.get(id);
    if (worker != null) {
      worker.draining = true;
    }
    return List.of();
  }

  List<ClusterAction> workerLost(String id, long now) {
    if (workers.remove(id) == null) {
      return List.of();
    }
    places.values().removeIf(id::equals);
    var actions = new ArrayList<ClusterAction>();
    for (QueryState query : List.copyOf(queries.values())) {
      actions.addAll(query.workerLost(id));
    }
    kept.values().forEach(KeptState::doubt);
    return settled(actions, now);
  }

  List<ClusterAction> started(QueryOrder order, long now) {
    var query = new QueryState(order, id -> Objects.requireNonNull(nodes.get(id), id));
    queries.put(order.id(), query);
    reads.started(order);
    order.keeping().ifPresent(keeping -> kept.put(order.id(), new KeptState(query, keeping)));
    return schedule(now);
  }

  /** A query of a former driver goes on with what workers have of it. */
  List<ClusterAction> resumed(QueryJournal.Left left, Collection<Holdings> held, long now) {
    QueryOrder order = left.order();
    List<Holdings> here =
        held.stream().filter(holdings -> workers.containsKey(holdings.worker())).toList();
    var query = new QueryState(order, id -> Objects.requireNonNull(nodes.get(id), id));
    queries.put(order.id(), query);
    List<ClusterAction> actions = query.resumed(left, here, now);
    QueryResumption.running(query)
        .forEach(
            (attempt, worker) -> Objects.requireNonNull(workers.get(worker)).running.add(attempt));
    return settled(actions, now);
  }

  List<ClusterAction> reported(TaskReport report, long now) {
    String query = report.attempt().query();
    for (WorkerState worker : workers.values()) {
      if (worker.running.remove(report.attempt())) {
        worker.tasksDone++;
      }
    }
    var lost = new ArrayList<ClusterAction>();
    if (report instanceof TaskReport.Failed failed) {
      BlockLoss.of(failed.error()).ifPresent(loss -> lost.addAll(keptLost(loss)));
    }
    return event(
        query,
        state -> {
          lost.addAll(state.reported(report, now));
          return lost;
        },
        now);
  }

  /** A task could not read rows that a former query keeps. */
  private List<ClusterAction> keptLost(BlockLoss loss) {
    String from = loss.block().partition().producer().query();
    KeptState state = kept.get(from);
    QueryState query = queries.get(from);
    if (state == null || query == null) {
      return List.of();
    }
    state.doubt();
    return query.keptLost(loss);
  }

  List<ClusterAction> taken(String query, int part, long now) {
    return event(query, state -> state.taken(part), now);
  }

  List<ClusterAction> partLost(String query, int part, SampoException error, long now) {
    return event(query, state -> state.partLost(part, error), now);
  }

  List<ClusterAction> failed(String query, SampoException error, long now) {
    return event(query, state -> state.fail(error), now);
  }

  private interface Event {
    List<ClusterAction> apply(QueryState state);
  }

  private List<ClusterAction> event(String query, Event event, long now) {
    QueryState state = queries.get(query);
    return settled(state == null ? List.of() : event.apply(state), now);
  }

  /** Frees the slots of attempts that are cancelled and forgets queries that ended. */
  private List<ClusterAction> settled(List<ClusterAction> happened, long now) {
    var actions = new ArrayList<>(happened);
    kept.values().forEach(state -> actions.addAll(state.advance()));
    for (ClusterAction action : actions) {
      switch (action) {
        case ClusterAction.Cancel cancel -> {
          WorkerState worker = workers.get(cancel.worker());
          if (worker != null) {
            worker.running.remove(cancel.attempt());
          }
        }
        case ClusterAction.Finish finish -> {
          QueryState ended = queries.remove(finish.query());
          kept.remove(finish.query());
          reads.ended(finish.query());
          if (ended != null) {
            rerunsBefore += ended.reruns();
          }
          workers
              .values()
              .forEach(worker ->
                  worker.running.removeIf(attempt -> attempt.query().equals(finish.query())));
        }
        case ClusterAction.Launch launch -> {}
        case ClusterAction.Decide decide -> {}
        case ClusterAction.Deliver deliver -> {}
        case ClusterAction.Kept complete -> {}
        case ClusterAction.KeepOnly keep -> {}
      }
    }
    actions.addAll(schedule(now));
    return actions;
  }

  /** Some time has passed: copies of slow tasks, when there is nothing better to do. */
  List<ClusterAction> tick(long now) {
    var actions = new ArrayList<>(withoutWorkers(now));
    actions.addAll(schedule(now));
    for (QueryState query : queries.values()) {
      for (TaskKey key : SlowTasks.of(query, now)) {
        if (reads.of(query, key) instanceof KeptReads.Found.Here rows) {
          String here = SlowTasks.runningOn(query, key);
          var task = new Ready(query, key, rows);
          choose(task, here == null ? Set.of() : Set.of(here))
              .ifPresent(worker -> actions.add(launch(task, worker, now)));
        }
      }
    }
    return actions;
  }

  /** Ends queries that have waited for a first worker for too long. */
  private List<ClusterAction> withoutWorkers(long now) {
    if (workers.values().stream().anyMatch(worker -> !worker.draining)) {
      waitingSince.clear();
      return List.of();
    }
    waitingSince.keySet().retainAll(queries.keySet());
    var actions = new ArrayList<ClusterAction>();
    for (QueryState query : List.copyOf(queries.values())) {
      String id = query.order().id();
      Duration patience = query.order().patience();
      if (now - waitingSince.computeIfAbsent(id, any -> now) > patience.toNanos()) {
        actions.addAll(query.fail(ClusterErrors.noWorkers(id, patience)));
      }
    }
    return actions.isEmpty() ? actions : settled(actions, now);
  }

  private List<ClusterAction> schedule(long now) {
    var actions = new ArrayList<ClusterAction>();
    if (workers.values().stream().noneMatch(worker -> worker.free() > 0)) {
      return actions;
    }
    var turns = new ArrayDeque<Iterator<Ready>>();
    List<ClusterAction> hopeless = runnable(turns);
    if (!hopeless.isEmpty()) {
      return settled(hopeless, now);
    }
    queries.values().forEach(query -> actions.addAll(query.decisions()));
    while (!turns.isEmpty()) {
      Iterator<Ready> turn = turns.removeFirst();
      if (!turn.hasNext()) {
        continue;
      }
      Ready task = turn.next();
      PastFailures failures = PastFailures.of(task.query(), task.key());
      Optional<WorkerState> worker = workerFor(task, failures, now);
      if (worker.isEmpty() && failures.isEmpty()) {
        return actions;
      }
      worker.ifPresent(chosen -> actions.add(launch(task, chosen, now)));
      turns.addLast(turn);
    }
    return actions;
  }

  /** A task that may be given to a worker now, and the kept rows that it reads. */
  private record Ready(QueryState query, TaskKey key, KeptReads.Found.Here rows) {}

  /**
   * The tasks of each query that may be given to workers. Looking for the rows that they read may
   * set about making lost ones again, by tasks that are found as well then.
   *
   * @param turns gets them
   * @return the ends of queries that read rows which are not kept any more
   */
  private List<ClusterAction> runnable(Deque<Iterator<Ready>> turns) {
    Map<String, Integer> free =
        workers.values().stream()
            .collect(Collectors.toMap(worker -> worker.info.id(), WorkerState::free));
    long wishes;
    do {
      turns.clear();
      wishes = wishes();
      for (QueryState query : queries.values()) {
        if (isSettled(query.order().id())) {
          continue;
        }
        var tasks = new ArrayList<Ready>();
        for (TaskKey key : query.runnable()) {
          switch (reads.of(query, key)) {
            case KeptReads.Found.Here rows -> tasks.add(new Ready(query, key, rows));
            case KeptReads.Found.Later _ -> {}
            case KeptReads.Found.Gone gone -> {
              return query.fail(gone.error());
            }
          }
        }
        turns.add(NearTasks.first(tasks, this::near, free).iterator());
      }
    } while (wishes() > wishes);
    return List.of();
  }

  /** How many parts of kept rows were to be made again so far. */
  private long wishes() {
    return kept.values().stream().mapToLong(KeptState::wishes).sum();
  }

  /** The worker that holds most of a task's input, or read the same piece of a table before. */
  private Optional<String> near(Ready task) {
    Optional<String> holder =
        held(task).entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    String place = holder.isPresent() ? null : place(task.query(), task.key());
    return place == null ? holder : Optional.ofNullable(places.get(place));
  }

  /** How many bytes of a task's input each worker holds. */
  private static Map<String, Long> held(Ready task) {
    Map<String, Long> bytes = task.query().inputBytes(task.key());
    task.rows().bytes().forEach((worker, held) -> bytes.merge(worker, held, Long::sum));
    return bytes;
  }

  /**
   * Where a task runs next, if anywhere now: rather not where it failed. The worker at fault is the
   * one that is free soonest, so that a task waits a while for others that are busy.
   */
  private Optional<WorkerState> workerFor(Ready task, PastFailures failures, long now) {
    Optional<WorkerState> unblamed = choose(task, failures.workers());
    boolean waits =
        failures.areFresh(now)
            && workers.values().stream()
                .anyMatch(
                    worker -> !worker.draining && !failures.workers().contains(worker.info.id()));
    return unblamed.isPresent() || waits
        ? unblamed
        : choose(task, failures.lastWorker()).or(() -> choose(task, Set.of()));
  }

  private ClusterAction launch(Ready task, WorkerState worker, long now) {
    TaskOrder order =
        task.query().launch(task.key(), worker.info.id(), now).reading(task.rows().inputs());
    worker.running.add(order.attempt());
    String place = place(task.query(), task.key());
    if (place != null) {
      places.put(place, worker.info.id());
    }
    return new ClusterAction.Launch(worker.info.id(), order);
  }

  private Optional<WorkerState> choose(Ready task, Set<String> avoided) {
    Map<String, Long> bytes = held(task);
    String place = place(task.query(), task.key());
    String before = place == null ? null : places.get(place);
    return workers.values().stream()
        .filter(worker -> worker.free() > 0 && !avoided.contains(worker.info.id()))
        .max(
            Comparator.comparingLong(
                    (WorkerState worker) -> bytes.getOrDefault(worker.info.id(), 0L))
                .thenComparing(worker -> worker.info.id().equals(before))
                .thenComparingInt(WorkerState::free)
                .thenComparing(worker -> worker.info.id(), Comparator.reverseOrder()));
  }

  /** What a task reads of tables, in words; null when it reads none. */
  private static @Nullable String place(QueryState query, TaskKey key) {
    Fragment fragment = query.shares().fragment(key.fragment());
    String tables =
        fragment.stages().stages().stream()
            .flatMap(stage -> stage.flows().stream())
            .map(flow -> flow.source() instanceof Source.TableScan scan ? scan.table().name() : "")
            .filter(name -> !name.isEmpty())
            .collect(Collectors.joining("+"));
    return tables.isEmpty() ? null : tables + "/" + key.task() + "/" + fragment.tasks();
  }
}
