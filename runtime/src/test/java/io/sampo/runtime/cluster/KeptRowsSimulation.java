package io.sampo.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.Partitioning;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.exchange.BlockLoss;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.KeptInput;
import io.sampo.runtime.worker.protocol.TaskFigures;
import io.sampo.runtime.worker.protocol.TaskInput;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are kept and read again and again while workers come and go. What a task would write is
 * a number made of what it read; a part that is read must be the same number for as long as the
 * rows have the same name.
 */
@NullMarked
final class KeptRowsSimulation {
  private final RandomGenerator random;
  private final ClusterState state = new ClusterState();
  private final Set<String> alive = new LinkedHashSet<>();
  private final Map<ProducerAttempt, Launched> running = new LinkedHashMap<>();
  private final Map<ProducerAttempt, Written> written = new HashMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<Integer, PartitionLocation> parts = new TreeMap<>();
  private final Map<String, SampoException> failed = new HashMap<>();
  private @Nullable SpreadRows rows;
  private boolean readerEnded;
  private int position;
  private int workers;
  private int named;
  int launchesOfKept;

  private record Launched(String worker, TaskOrder order) {}

  private record Written(String worker, long content) {}

  KeptRowsSimulation(RandomGenerator random) {
    this.random = random;
  }

  void join() {
    String id = "w" + ++workers;
    alive.add(id);
    perform(state.workerJoined(new WorkerInfo(id, 2, "h", new DataNode(id, "h", 1)), 0));
  }

  private void lose(String worker) {
    alive.remove(worker);
    written.values().removeIf(one -> one.worker().equals(worker));
    running.values().removeIf(one -> one.worker().equals(worker));
    perform(state.workerLost(worker, 0));
  }

  /** A worker that holds a part of the kept rows goes away. */
  void loseHolder() {
    String kept = Objects.requireNonNull(rows).id();
    lose(
        written.entrySet().stream()
            .filter(one -> one.getKey().query().equals(kept))
            .map(one -> one.getValue().worker())
            .sorted()
            .findFirst()
            .orElseThrow());
  }

  /** Keeps the rows of a query; yields how it ended when it failed. */
  Optional<SampoException> keep(QueryOrder order, boolean again, int troubles) {
    rows = null;
    String id = "kept-" + ++named;
    perform(
        state.started(
            Fragments.named(id, order, Optional.of(new QueryOrder.Keeping("rows", again))), 0));
    run(() -> rows != null || failed.containsKey(id), troubles);
    return Optional.ofNullable(failed.get(id));
  }

  /** Reads all of the rows; yields how it ended when it failed. */
  Optional<SampoException> read(int tasks, int troubles) {
    String id = "reader-" + ++named;
    parts.clear();
    position = 0;
    readerEnded = false;
    QueryOrder order =
        Fragments.order(
            Fragments.reading(Objects.requireNonNull(rows), tasks, 2), RecoverySettings.DEFAULT);
    perform(state.started(Fragments.named(id, order, Optional.empty()), 0));
    run(() -> readerEnded, troubles);
    return Optional.ofNullable(failed.get(id));
  }

  /** Nobody holds the rows any more. */
  void free() {
    var cancelled = new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    perform(state.failed(Objects.requireNonNull(rows).id(), cancelled, 0));
  }

  /** Whether anything is left of anybody. */
  boolean isEmpty() {
    return written.isEmpty() && running.isEmpty() && state.queries().isEmpty();
  }

  private interface Condition {
    boolean holds();
  }

  private void run(Condition end, int troubles) {
    int left = troubles;
    for (int step = 0; !end.holds(); step++) {
      assertThat(step).as("steps").isLessThan(20_000);
      if (left > 0 && random.nextInt(12) == 0) {
        left--;
        lose(random(alive));
        if (alive.size() < 2 || random.nextBoolean()) {
          join();
        }
      } else if (!running.isEmpty() && random.nextInt(4) > 0) {
        complete(random(running.keySet()));
      } else if (!readNext()) {
        perform(state.tick(0));
      }
    }
  }

  private <T> T random(Set<T> of) {
    return List.copyOf(of).get(random.nextInt(of.size()));
  }

  private boolean readNext() {
    PartitionLocation next = parts.get(position);
    if (next == null || readerEnded) {
      return false;
    }
    String query = next.address().producer().query();
    if (written.containsKey(next.address().producer())) {
      perform(state.taken(query, position++, 0));
    } else {
      parts.remove(position);
      perform(state.partLost(query, position, lost(next), 0));
    }
    return true;
  }

  private static SampoException lost(PartitionLocation location) {
    return new BlockLoss(location.address().block(0), location.node().id())
        .toException("gone", null);
  }

  private void complete(ProducerAttempt attempt) {
    Launched launched = Objects.requireNonNull(running.remove(attempt));
    perform(state.reported(outcome(launched), 0));
  }

  private TaskReport outcome(Launched launched) {
    TaskOrder order = launched.order();
    ProducerAttempt attempt = order.attempt();
    long content = attempt.exchange() * 1000L + attempt.producer();
    for (TaskInput input : order.inputs()) {
      for (PartitionLocation location : input.partitions()) {
        Written read = written.get(location.address().producer());
        if (read == null) {
          return new TaskReport.Failed(attempt, lost(location), "");
        }
        content = (content * 31 + location.address().consumer()) * 31 + read.content();
      }
    }
    for (KeptInput input : order.kept()) {
      for (var part : input.parts().entrySet()) {
        Written read = written.get(part.getValue().address().producer());
        if (read == null) {
          return new TaskReport.Failed(attempt, lost(part.getValue()), "");
        }
        String name = input.rows() + "/" + part.getKey();
        Long before = seen.putIfAbsent(name, read.content());
        assertThat(before).as(name).isIn(null, read.content());
        content = content * 31 + read.content();
      }
    }
    if (!order.fragment().repeatable()) {
      content = random.nextLong();
    }
    written.put(attempt, new Written(launched.worker(), content));
    var summaries = new ArrayList<PartitionSummary>();
    for (int i = 0; i < order.fragment().partitioning().partitions(); i++) {
      summaries.add(new PartitionSummary(i, 1, 10, Math.floorMod(content + i, 500), content));
    }
    return new TaskReport.Done(attempt, summaries, new TaskFigures(1, 1, 1));
  }

  private void perform(List<ClusterAction> actions) {
    for (ClusterAction action : actions) {
      switch (action) {
        case ClusterAction.Launch launch -> {
          TaskOrder order = launch.order();
          running.put(order.attempt(), new Launched(launch.worker(), order));
          launchesOfKept += order.fragment().partitioning() instanceof Partitioning.Kept ? 1 : 0;
        }
        case ClusterAction.Cancel cancel -> {
          running.remove(cancel.attempt());
          written.remove(cancel.attempt());
        }
        case ClusterAction.Decide decide -> {}
        case ClusterAction.Deliver deliver -> {
          if (!isKept(deliver.query())) {
            parts.put(deliver.part(), deliver.location());
          }
        }
        case ClusterAction.Kept kept ->
            rows =
                new SpreadRows(
                    kept.query(), "rows", new StructType(List.of()), kept.figures(), kept.parts());
        case ClusterAction.KeepOnly keep ->
            written
                .keySet()
                .removeIf(attempt ->
                    attempt.query().equals(keep.query())
                        && !keep.exchanges().contains(attempt.exchange()));
        case ClusterAction.Finish finish -> {
          running.keySet().removeIf(attempt -> attempt.query().equals(finish.query()));
          written.keySet().removeIf(attempt -> attempt.query().equals(finish.query()));
          readerEnded |= !isKept(finish.query());
          if (finish.error() != null) {
            failed.put(finish.query(), finish.error());
          }
        }
      }
    }
  }

  private static boolean isKept(String query) {
    return query.startsWith("kept-");
  }
}
