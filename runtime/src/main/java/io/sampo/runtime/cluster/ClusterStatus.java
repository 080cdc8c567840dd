package io.sampo.runtime.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A look at a cluster.
 *
 * @param reruns attempts beyond the first of each task of all queries so far, copies of slow ones
 *     left out
 */
public record ClusterStatus(List<WorkerStatus> workers, List<QueryStatus> queries, long reruns) {
  public ClusterStatus {
    workers = List.copyOf(workers);
    queries = List.copyOf(queries);
  }

  /** A worker and what it does. */
  public record WorkerStatus(
      String id, String host, int slots, int running, long tasksDone, boolean draining) {}

  /**
   * A query on its way.
   *
   * @param tasksTotal an estimate, as long as it is not decided for all fragments
   * @param reruns attempts beyond the first of each task, copies of slow ones left out
   * @param shares of the fragments of which it is decided which partitions their tasks read
   * @param switches the joins that run otherwise than planned
   */
  public record QueryStatus(
      String id,
      int tasksDone,
      int tasksTotal,
      int reruns,
      List<FragmentStatus> fragments,
      List<SharesStatus> shares,
      List<SwitchStatus> switches) {
    public QueryStatus {
      switches = List.copyOf(switches);
      fragments = List.copyOf(fragments);
      shares = List.copyOf(shares);
    }
  }

  /**
   * A join that was planned with rows dealt out on both sides, and runs where the rows are that
   * look up, with whole tables for every task.
   *
   * @param probe the fragment of those rows, which is part of the join's now
   * @param expectedBytes how large the tables were thought to be
   * @param builtBytes how large they are; 0 when unknown
   */
  public record SwitchStatus(int join, int probe, long expectedBytes, long builtBytes) {}

  /**
   * How the partitions that a fragment reads were dealt out to its tasks.
   *
   * @param bytes of all partitions; 0 when unknown
   * @param pieces how many tasks a partition was split among, where it was
   */
  public record SharesStatus(
      int fragment, int partitions, int tasks, long bytes, Map<Integer, Integer> pieces) {
    public SharesStatus {
      pieces = Map.copyOf(pieces);
    }
  }

  /** A fragment's tasks on one worker. */
  public record FragmentStatus(
      int fragment, String worker, int tasksDone, long rowsRead, long bytesRead, long nanos) {}

  static ClusterStatus of(ClusterState state) {
    return new ClusterStatus(
        state.workers().values().stream()
            .map(worker ->
                new WorkerStatus(
                    worker.info.id(),
                    worker.info.host(),
                    worker.info.slots(),
                    worker.running.size(),
                    worker.tasksDone,
                    worker.draining))
            .toList(),
        state.queries().values().stream()
            .filter(query -> !state.isSettled(query.order().id()))
            .map(ClusterStatus::of)
            .toList(),
        state.reruns());
  }

  static QueryStatus of(QueryState query) {
    var fragments = new TreeMap<String, FragmentStatus>();
    int done = 0;
    for (var entry : query.tasks().entrySet()) {
      TaskState.Done ended = entry.getValue().done;
      if (ended != null) {
        done++;
        int fragment = entry.getKey().fragment();
        var one =
            new FragmentStatus(
                fragment,
                ended.worker(),
                1,
                ended.figures().rowsRead(),
                ended.figures().bytesRead(),
                ended.figures().nanos());
        fragments.merge(
            String.format(Locale.ROOT, "%06d/%s", fragment, ended.worker()),
            one,
            ClusterStatus::plus);
      }
    }
    return new QueryStatus(
        query.order().id(),
        done,
        query.shares().tasks(),
        query.reruns(),
        List.copyOf(fragments.values()),
        query.shares().status(),
        query.shares().switched());
  }

  private static FragmentStatus plus(FragmentStatus a, FragmentStatus b) {
    return new FragmentStatus(
        a.fragment(),
        a.worker(),
        a.tasksDone() + b.tasksDone(),
        a.rowsRead() + b.rowsRead(),
        a.bytesRead() + b.bytesRead(),
        a.nanos() + b.nanos());
  }
}
