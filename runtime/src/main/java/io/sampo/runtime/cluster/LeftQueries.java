package io.sampo.runtime.cluster;

import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.TaskReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Queries that a former driver left, until all workers that had a part in them are here again, or
 * have been waited for long enough; and until somebody asks for them. Used by one thread.
 */
final class LeftQueries {
  private static final long LONGEST_RETURN = Duration.ofSeconds(15).toNanos();
  private static final long LONGEST_UNCLAIMED = Duration.ofMinutes(3).toNanos();

  /** A query that can go on. */
  record Ready(QueryJournal.Left left, List<Holdings> held) {
    QueryOrder order() {
      return left.order();
    }
  }

  private final Map<String, QueryJournal.Left> waiting = new LinkedHashMap<>();
  private final Map<String, QueryOrder> unclaimed = new HashMap<>();
  private final Map<String, Holdings> held = new HashMap<>();
  private final Set<String> lost = new HashSet<>();
  private final long since;

  LeftQueries(List<QueryJournal.Left> left, long now) {
    this.since = now;
    for (QueryJournal.Left query : left) {
      waiting.put(query.order().id(), query);
      unclaimed.put(query.order().id(), query.order());
    }
  }

  /** Whether a former driver left the query and it has not gone on yet. */
  boolean isWaiting(String query) {
    return waiting.containsKey(query);
  }

  /** Whether nobody has asked for the query yet. */
  boolean isUnclaimed(String query) {
    return unclaimed.containsKey(query);
  }

  /** Somebody asks for the rows of a query; empty when it is none that was left. */
  Optional<QueryOrder> claim(String query) {
    return Optional.ofNullable(unclaimed.remove(query));
  }

  /** A worker has told what it has. */
  void held(Holdings holdings) {
    if (!waiting.isEmpty()) {
      held.put(holdings.worker(), holdings);
    }
  }

  /** A task of a query that waits has ended meanwhile. */
  void reported(TaskReport report) {
    if (!isWaiting(report.attempt().query())) {
      return;
    }
    held.replaceAll((worker, holdings) ->
        new Holdings(
            worker,
            holdings.tasks().stream()
                .flatMap(task ->
                    task.attempt().equals(report.attempt()) ? after(task, report) : Stream.of(task))
                .toList()));
  }

  private static Stream<Holdings.Task> after(Holdings.Task task, TaskReport report) {
    return switch (report) {
      case TaskReport.Done done -> Stream.of(task.ended(done));
      case TaskReport.Failed failed -> Stream.of();
    };
  }

  /** The query is not to go on; true when it was waiting. */
  boolean cancel(String query) {
    unclaimed.remove(query);
    return waiting.remove(query) != null;
  }

  void lost(String worker) {
    held.remove(worker);
    lost.add(worker);
  }

  /** Queries that can go on now, each once. */
  List<Ready> ready(long now) {
    var ready = new ArrayList<Ready>();
    boolean late = now - since > LONGEST_RETURN;
    for (QueryJournal.Left query : List.copyOf(waiting.values())) {
      boolean complete =
          query.workers().stream()
              .allMatch(worker -> held.containsKey(worker) || lost.contains(worker));
      if (late || complete && !held.isEmpty()) {
        waiting.remove(query.order().id());
        ready.add(new Ready(query, List.copyOf(held.values())));
      }
    }
    if (waiting.isEmpty()) {
      held.clear();
    }
    return ready;
  }

  /** Queries that nobody has asked for in so long that nobody will, each once. */
  List<String> abandoned(long now) {
    if (unclaimed.isEmpty() || now - since < LONGEST_UNCLAIMED) {
      return List.of();
    }
    List<String> abandoned = List.copyOf(unclaimed.keySet());
    unclaimed.clear();
    return abandoned;
  }
}
