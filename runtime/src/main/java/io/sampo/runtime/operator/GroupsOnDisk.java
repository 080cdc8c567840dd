package io.sampo.runtime.operator;

/**
 * Which partitions of the hash space a sink's tasks put on disk: those below a number, the same for
 * all tasks, that only grows. The groups of the others stay in memory.
 *
 * <p>When few have to go, a task that spills gets rid of a quarter of its groups at a time, so that
 * most can stay. When there are many more than there is room for it gets rid of nearly all: then
 * the room is best used for groups that will be written, since those met again are written once.
 *
 * <p>Safe for use by many threads.
 */
final class GroupsOnDisk {
  /** So many partitions go to disk when spilling is forced, so that both ways are gone. */
  static final int FORCED = GroupSpill.PARTITIONS * 3 / 4;

  private static final int LEAST_SHARE = GroupSpill.PARTITIONS / 4;
  private static final int MOST_SHARE = GroupSpill.PARTITIONS * 3 / 4;

  /** With so many partitions on disk the groups are several times those there is room for. */
  private static final int MANY = GroupSpill.PARTITIONS * 3 / 4;

  private final long[] bytesLeft = new long[GroupSpill.PARTITIONS];
  private final long[] groupsLeft = new long[GroupSpill.PARTITIONS];
  private int partitions;

  /** The partitions below this number are on disk. */
  synchronized int partitions() {
    return partitions;
  }

  /** At least so many partitions go to disk. */
  synchronized int atLeast(int least) {
    partitions = Math.max(partitions, Math.min(least, GroupSpill.PARTITIONS));
    return partitions;
  }

  /**
   * A task is short of memory.
   *
   * @param counts how many groups of each partition the task has in memory
   * @return the groups of the partitions below this number are to be put on disk: at least one
   */
  synchronized int extend(long[] counts) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    int share = partitions < MANY ? LEAST_SHARE : MOST_SHARE;
    long wanted = Math.max(1, all * share / GroupSpill.PARTITIONS);
    long gone = 0;
    for (int i = 0; i < GroupSpill.PARTITIONS; i++) {
      if (i >= partitions && gone >= wanted) {
        break;
      }
      gone += counts[i];
      partitions = Math.max(partitions, i + 1);
    }
    return partitions;
  }

  /**
   * A task is done.
   *
   * @param counts how many groups of each partition it has in memory
   * @param bytes the memory of these groups
   * @param most what all tasks that are done may have in memory in the end
   * @return the groups of the partitions below this number are to be put on disk
   */
  synchronized int leave(long[] counts, long bytes, long most) {
    long all = 0;
    for (long count : counts) {
      all += count;
    }
    for (int i = 0; i < counts.length; i++) {
      groupsLeft[i] += counts[i];
      bytesLeft[i] += all == 0 ? 0 : bytes / all * counts[i];
    }
    return fit(most, 0);
  }

  /**
   * Puts partitions on disk until what is left by tasks that are done fits.
   *
   * @param perGroup further bytes for each group
   */
  synchronized int fit(long most, long perGroup) {
    while (partitions < GroupSpill.PARTITIONS && left(perGroup) > most) {
      partitions++;
    }
    return partitions;
  }

  /** Puts partitions on disk until no more than so many groups are left by tasks that are done. */
  synchronized int fewerThan(long most) {
    while (partitions < GroupSpill.PARTITIONS && groups() > most) {
      partitions++;
    }
    return partitions;
  }

  private long left(long perGroup) {
    long bytes = 0;
    for (int i = partitions; i < GroupSpill.PARTITIONS; i++) {
      bytes += bytesLeft[i] + perGroup * groupsLeft[i];
    }
    return bytes;
  }

  /** How many groups are left by tasks that are done; of several tasks the same ones count. */
  synchronized long groups() {
    long groups = 0;
    for (int i = partitions; i < GroupSpill.PARTITIONS; i++) {
      groups += groupsLeft[i];
    }
    return groups;
  }
}
