package io.sampo.physical.fragment;

/**
 * How a query is spread; every combination gives the same answers.
 *
 * @param tasks the most tasks that read a table
 * @param partitions the most partitions that rows are dealt out to by hash
 * @param rowsPerTask fewer rows are not worth a further task
 * @param broadcastBytes larger hash tables are never built by every task
 */
public record FragmentSettings(int tasks, int partitions, long rowsPerTask, long broadcastBytes) {
  public static final long ROWS_PER_TASK = 100_000;
  public static final long BROADCAST_BYTES = 128L << 20;

  public FragmentSettings {
    if (tasks < 1 || partitions < 1 || rowsPerTask < 1) {
      throw new IllegalArgumentException(
          tasks + " tasks, " + partitions + " partitions, " + rowsPerTask + " rows per task");
    }
  }

  /** How many of so many tasks the rows are worth. */
  int worth(long rows, int most) {
    return Math.clamp((rows + rowsPerTask - 1) / rowsPerTask, 1, most);
  }
}
