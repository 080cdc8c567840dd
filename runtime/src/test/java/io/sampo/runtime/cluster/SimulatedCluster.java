package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.fragment.Fragment;
import io.sampo.runtime.exchange.BlockLoss;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.TaskFigures;
import io.sampo.runtime.worker.protocol.TaskInput;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Workers, blocks and a reader without any of them: what a task would write is a number made of
 * what it read, so that a mixture of rows of different attempts is noticed.
 */
@NullMarked
final class SimulatedCluster {
  ClusterState state = new ClusterState();
  final Map<ProducerAttempt, Launched> running = new LinkedHashMap<>();
  final Map<ProducerAttempt, Written> written = new HashMap<>();
  final NavigableMap<Integer, PartitionLocation> parts = new TreeMap<>();
  final Map<Integer, Map<TaskKey, Long>> delivered = new TreeMap<>();
  private final Map<Integer, Boolean> joins = new HashMap<>();
  final Set<String> alive = new HashSet<>();
  final List<TaskReport> old = new ArrayList<>();
  private final Map<String, WorkerInfo> infos = new TreeMap<>();
  private final Map<ProducerAttempt, Held> held = new LinkedHashMap<>();
  private int position;
  private int drivers;
  final RandomGenerator random;
  int launches;
  int workers;
  long now;
  boolean finished;
  @Nullable SampoException error;

  record Launched(String worker, TaskOrder order) {}

  /** What an attempt wrote: where, and of which rows of which tasks it is made. */
  record Written(String worker, long content, Map<TaskKey, Long> lineage, boolean mixed) {}

  /** What a worker tells a new driver. */
  private record Held(String worker, Holdings.Task task) {}

  SimulatedCluster(RandomGenerator random) {
    this.random = random;
  }

  String join(int slots) {
    String id = "w" + ++workers;
    alive.add(id);
    var info = new WorkerInfo(id, slots, "h", new DataNode(id, "h", 1));
    infos.put(id, info);
    perform(state.workerJoined(info, now));
    return id;
  }

  void lose(String worker) {
    alive.remove(worker);
    perform(state.workerLost(worker, now));
  }

  /** The worker is gone, but the driver does not know yet. */
  void hang(String worker) {
    alive.remove(worker);
  }

  /** The reader forgets the query that ended. */
  void readAnew() {
    finished = false;
    position = 0;
    parts.clear();
    delivered.clear();
  }

  void start(QueryOrder order) {
    perform(state.started(order, now));
  }

  void perform(List<ClusterAction> actions) {
    for (ClusterAction action : actions) {
      switch (action) {
        case ClusterAction.Launch launch -> {
          launches++;
          running.put(launch.order().attempt(), new Launched(launch.worker(), launch.order()));
          held.put(
              launch.order().attempt(),
              new Held(launch.worker(), task(launch.order(), Optional.empty())));
        }
        case ClusterAction.Cancel cancel -> {
          Launched gone = running.remove(cancel.attempt());
          held.remove(cancel.attempt());
          if (gone != null && random.nextBoolean()) {
            // The report was on its way already.
            old.add(outcome(gone));
          }
        }
        case ClusterAction.Decide decide -> joins.put(decide.probe(), decide.joined());
        case ClusterAction.Deliver deliver -> {
          parts.tailMap(deliver.part(), true).clear();
          parts.put(deliver.part(), deliver.location());
        }
        case ClusterAction.Kept complete ->
            throw new IllegalStateException("nothing is kept here: " + complete);
        case ClusterAction.KeepOnly keep ->
            throw new IllegalStateException("nothing is kept here: " + keep);
        case ClusterAction.Finish finish -> {
          finished = true;
          error = finish.error();
          running.clear();
        }
      }
    }
  }

  /** An attempt ends as it should, or because its input is gone. */
  void complete(ProducerAttempt attempt) {
    Launched launched = running.remove(attempt);
    if (launched == null || !alive.contains(launched.worker())) {
      return;
    }
    TaskReport report = outcome(launched);
    old.add(report);
    note(launched, report);
    perform(state.reported(report, now));
  }

  void fail(ProducerAttempt attempt, ErrorCode code) {
    Launched launched = running.remove(attempt);
    if (launched != null && alive.contains(launched.worker())) {
      var failed = new SampoException(code, Map.of());
      held.remove(attempt);
      perform(state.reported(new TaskReport.Failed(attempt, failed, "file.csv"), now));
    }
  }

  private static Holdings.Task task(TaskOrder order, Optional<TaskReport.Done> done) {
    List<ProducerAttempt> read =
        order.inputs().stream()
            .flatMap(input -> input.partitions().stream())
            .map(location -> location.address().producer())
            .toList();
    return new Holdings.Task(order.attempt(), read, order.shape(), done);
  }

  /** The worker remembers how an attempt ended. */
  private void note(Launched launched, TaskReport report) {
    switch (report) {
      case TaskReport.Done done ->
          held.put(
              done.attempt(),
              new Held(launched.worker(), task(launched.order(), Optional.of(done))));
      case TaskReport.Failed failed -> held.remove(failed.attempt());
    }
  }

  /** Another driver takes over: it knows the order and asks the workers; the reader begins anew. */
  void loseDriver(QueryOrder order) {
    running.values().removeIf(launched -> !alive.contains(launched.worker()));
    for (Launched launched : List.copyOf(running.values())) {
      if (random.nextInt(3) == 0) {
        // It ends while nobody listens.
        running.remove(launched.order().attempt());
        note(launched, outcome(launched));
      }
    }
    state = new ClusterState();
    parts.clear();
    position = 0;
    var told = new ArrayList<Holdings>();
    for (String worker : alive.stream().sorted().toList()) {
      perform(state.workerJoined(Objects.requireNonNull(infos.get(worker)), now));
      told.add(
          new Holdings(
              worker,
              held.values().stream()
                  .filter(one -> one.worker().equals(worker))
                  .map(Held::task)
                  .toList()));
    }
    var left = new QueryJournal.Left(order, alive, joins, ++drivers);
    perform(state.resumed(left, told, now));
  }

  private TaskReport outcome(Launched launched) {
    TaskOrder order = launched.order();
    ProducerAttempt attempt = order.attempt();
    var lineage = new HashMap<TaskKey, Long>();
    boolean mixed = false;
    long content = attempt.exchange() * 1000L + attempt.producer();
    for (TaskInput input : order.inputs()) {
      for (PartitionLocation location : input.partitions()) {
        Written read = written.get(location.address().producer());
        if (read == null || !alive.contains(read.worker())) {
          var loss = new BlockLoss(location.address().block(0), location.node().id());
          return new TaskReport.Failed(attempt, loss.toException("gone", null), "");
        }
        content = (content * 31 + location.address().consumer()) * 31 + read.content();
        mixed |= read.mixed() || !merge(lineage, read.lineage());
      }
    }
    if (!order.fragment().repeatable()) {
      content = random.nextLong();
    }
    mixed |= !merge(lineage, Map.of(key(attempt), content));
    // All tasks of a fragment must share its input in one way.
    var sharing = new TaskKey(1000 + attempt.exchange(), 0);
    mixed |= !merge(lineage, Map.of(sharing, (long) order.shape().hashCode()));
    written.put(attempt, new Written(launched.worker(), content, lineage, mixed));
    var summaries = new ArrayList<PartitionSummary>();
    for (int i = 0; i < order.fragment().partitioning().partitions(); i++) {
      summaries.add(new PartitionSummary(i, 1, 10, bytes(content, i), content));
    }
    return new TaskReport.Done(attempt, summaries, new TaskFigures(1, 1, 1));
  }

  /** Of the same rows always the same; a few partitions are large. */
  private static long bytes(long content, int partition) {
    long mixed = (content + partition) * 0x9E3779B97F4A7C15L >>> 32;
    return mixed % 5 == 0 ? 5000 : mixed % 200;
  }

  private static TaskKey key(ProducerAttempt attempt) {
    return new TaskKey(attempt.exchange(), attempt.producer());
  }

  /** False when there are rows of two kinds of one task. */
  static boolean merge(Map<TaskKey, Long> into, Map<TaskKey, Long> more) {
    boolean alike = true;
    for (var entry : more.entrySet()) {
      Long before = into.put(entry.getKey(), entry.getValue());
      alike &= before == null || before.equals(entry.getValue());
    }
    return alike;
  }

  /** The reader takes the next part, or finds that it is gone. */
  boolean read() {
    int part = position;
    PartitionLocation location = parts.get(part);
    if (finished || location == null) {
      return false;
    }
    Written read = written.get(location.address().producer());
    if (read == null || !alive.contains(read.worker())) {
      parts.tailMap(part, true).clear();
      var loss = new BlockLoss(location.address().block(0), location.node().id());
      perform(state.partLost("q", part, loss.toException("gone", null), now));
      return true;
    }
    Map<TaskKey, Long> lineage = read.mixed() ? Map.of(new TaskKey(-1, 0), -1L) : read.lineage();
    Map<TaskKey, Long> before = delivered.putIfAbsent(part, lineage);
    if (before != null && !before.equals(lineage)) {
      // The reader has had others in their place, and knows by the checksum.
      finished = true;
      error = new SampoException(ErrorCode.INDETERMINATE_RESULT, Map.of("task", 0, "fragment", 0));
      return true;
    }
    position++;
    perform(state.taken("q", part, now));
    return true;
  }

  /** Whether everything that was delivered is made of one kind of rows of each task. */
  boolean consistent(List<Fragment> fragments) {
    var all = new HashMap<TaskKey, Long>();
    for (Map<TaskKey, Long> lineage : delivered.values()) {
      if (lineage.containsKey(new TaskKey(-1, 0)) || !merge(all, lineage)) {
        return false;
      }
    }
    return !fragments.isEmpty();
  }

  int reruns() {
    QueryState query = state.queries().get("q");
    return query == null ? -1 : query.reruns();
  }
}
