package io.sampo.runtime.cluster;

/**
 * How partitions are dealt out to tasks once their sizes are known; every combination gives the
 * same answers.
 *
 * @param joined whether a task may read several small partitions
 * @param partitionBytes what one task is to read
 * @param skewFactor a partition is split when it is so many times larger than the median
 * @param slots how many tasks run at once
 * @param broadcastBytes larger hash tables are never built by every task
 */
public record AdaptiveSettings(
    boolean joined, long partitionBytes, int skewFactor, int slots, long broadcastBytes) {
  public static final long PARTITION_BYTES = 32L << 20;

  /** Less is not worth a further task. */
  private static final long SMALLEST_BYTES = 1L << 20;

  public AdaptiveSettings {
    if (partitionBytes < 1 || skewFactor < 1 || slots < 1) {
      throw new IllegalArgumentException(
          partitionBytes + " bytes, " + skewFactor + " times the median, " + slots + " slots");
    }
  }

  /**
   * What each of the tasks that read so many bytes is to read: no less than makes all slots busy.
   */
  long target(long bytes) {
    long even = Math.max(bytes / slots, SMALLEST_BYTES);
    return Math.max(1, Math.min(partitionBytes, even));
  }
}
