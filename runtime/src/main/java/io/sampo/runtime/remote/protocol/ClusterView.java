package io.sampo.runtime.remote.protocol;

import java.util.List;

/**
 * The cluster as its driver sees it at one moment.
 *
 * @param driver where the active driver answers clients
 * @param workers sorted by id
 * @param queries those that run, oldest first
 * @param reruns how often tasks were run again since the driver started
 */
public record ClusterView(String driver, List<Worker> workers, List<Query> queries, long reruns) {
  public ClusterView {
    workers = List.copyOf(workers);
    queries = List.copyOf(queries);
  }

  /**
   * A worker.
   *
   * @param id unique for all time
   * @param address where it talks to other members
   * @param memoryUsed bytes of queries and blocks in memory
   * @param memoryLimit the most of them
   * @param tasks those that run now
   * @param blocks those that it keeps for consumers, in memory and on disk
   */
  public record Worker(
      String id,
      long pid,
      String address,
      int cores,
      long memoryUsed,
      long memoryLimit,
      int tasks,
      int blocks) {
    /** The same with another number of running tasks. */
    public Worker withTasks(int running) {
      return new Worker(id, pid, address, cores, memoryUsed, memoryLimit, running, blocks);
    }
  }

  /**
   * A query.
   *
   * @param text what it is, in one line
   * @param millis since its start
   */
  public record Query(
      String id,
      String session,
      String text,
      String stage,
      int stagesDone,
      int stagesTotal,
      int tasksDone,
      int tasksTotal,
      long millis) {}
}
