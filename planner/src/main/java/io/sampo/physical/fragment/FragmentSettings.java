package io.sampo.physical.fragment;

import io.sampo.physical.StageGraph;

/**
 * How a query is spread; every combination gives the same answers.
 *
 * @param tasks the most tasks that read a table
 * @param partitions the most partitions that rows are dealt out to by hash
 * @param rowsPerTask fewer rows are not worth a further task
 * @param broadcastBytes larger hash tables are never built by every task
 * @param bySize whether tasks share partitions by their sizes, once those are known
 */
public record FragmentSettings(
    int tasks, int partitions, long rowsPerTask, long broadcastBytes, boolean bySize) {
  /** So many rows for each slot are worth more tasks than slots, so that they end together. */
  private static final long MANY_ROWS_OF_SLOT = 8_000_000;

  /**
   * Handing rows on to other tasks costs as much as so many tasks' least rows: orders and reports
   * for each, code of their own, and rows that are encoded and fetched.
   */
  private static final int ROWS_OF_LEVEL = 5;

  /** Where tasks share partitions by size, there are so many for each, to have a choice. */
  private static final int PARTITIONS_OF_TASK = 4;

  /** Whoever deals out rows has a batch open for each partition. */
  private static final int MOST_PARTITIONS = 128;

  public static final long BROADCAST_BYTES = 128L << 20;

  public FragmentSettings {
    if (tasks < 1 || partitions < 1 || rowsPerTask < 1) {
      throw new IllegalArgumentException(
          tasks + " tasks, " + partitions + " partitions, " + rowsPerTask + " rows per task");
    }
  }

  /** Settings for a query that nobody chose a number of partitions for. */
  public static FragmentSettings of(
      StageGraph graph, int slots, long rowsPerTask, long broadcastBytes, boolean bySize) {
    boolean many = Sizes.sources(graph.stages()) > MANY_ROWS_OF_SLOT * slots;
    int tasks = slots > 1 && many ? 2 * slots : slots;
    int finer = Math.max(tasks, Math.min(tasks * PARTITIONS_OF_TASK, MOST_PARTITIONS));
    int partitions = bySize && tasks > 1 ? finer : tasks;
    return new FragmentSettings(tasks, partitions, rowsPerTask, broadcastBytes, bySize);
  }

  /**
   * Tables of so few rows are read by every task that looks them up: the fewer rows that each would
   * read otherwise are less than what it costs to hand rows on.
   *
   * @param often whether tasks of several fragments would read them
   */
  long replicatedRows(boolean often) {
    return often || tasks == 1
        ? rowsPerTask * 2 / 5
        : rowsPerTask / 2 * ROWS_OF_LEVEL * tasks / (tasks - 1);
  }

  /** A query that reads so few rows is one task. */
  long rowsOfOneTask() {
    return rowsPerTask == 1 ? -1 : rowsPerTask;
  }

  /** Whether one task does for so many rows on their way, and for all that is made of them. */
  boolean isLittle(double rows) {
    return rows <= rowsOfOneTask();
  }

  /**
   * Whether a query takes no longer as one task than spread over fragments that wait for each
   * other: what the other tasks would take off is less than what it costs to hand rows on.
   *
   * @param rows all rows that the query's stages take in
   * @param levels how often rows are handed on, one after the other
   */
  boolean isQuickerAlone(double rows, int levels) {
    double spared = rows - rows / tasks;
    return rowsOfOneTask() > 0 && spared <= (double) levels * ROWS_OF_LEVEL * rowsPerTask;
  }

  /** How many of so many tasks the rows are worth. */
  int worth(long rows, int most) {
    return Math.clamp((rows + rowsPerTask - 1) / rowsPerTask, 1, most);
  }
}
