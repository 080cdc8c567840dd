package io.sampo.physical;

import io.sampo.plan.expression.SortOrder;
import java.util.List;

/** Which task of a reading fragment gets a row. */
public sealed interface Partitioning {
  /** The number of partitions that rows are dealt out to. */
  int partitions();

  /**
   * By a hash of columns: equal values, nulls among them, go to the same task.
   *
   * @param columns positions among the columns written; none puts all rows into one partition
   */
  record HashBy(List<Integer> columns, int partitions) implements Partitioning {
    public HashBy {
      columns = List.copyOf(columns);
      if (partitions < 1) {
        throw new IllegalArgumentException("partitions " + partitions);
      }
    }
  }

  /**
   * The rows of a task stay together, in a partition of its number, and a sample of them goes to a
   * further partition behind all others. Where there are more tasks than partitions the last one
   * takes the rest.
   *
   * @param tasks the number of partitions without the sample's
   */
  record ByTask(int tasks) implements Partitioning {
    public ByTask {
      if (tasks < 1) {
        throw new IllegalArgumentException("tasks " + tasks);
      }
    }

    @Override
    public int partitions() {
      return tasks + 1;
    }

    /** The partition that has a sample of all rows. */
    public int sample() {
      return tasks;
    }
  }

  /**
   * By ranges of an order: what comes first goes to the first partition, and rows that are ordered
   * alike to the same one.
   *
   * @param order by columns among those written
   * @param bounds the stage whose rows, a sample in this order, tell where the ranges end
   */
  record RangeBy(List<SortOrder> order, int partitions, int bounds) implements Partitioning {
    public RangeBy {
      order = List.copyOf(order);
      if (partitions < 1) {
        throw new IllegalArgumentException("partitions " + partitions);
      }
    }
  }

  /** One partition that every task reads. */
  record Broadcast() implements Partitioning {
    @Override
    public int partitions() {
      return 1;
    }
  }

  /**
   * One partition that later queries read, in a form of which they unpack only the columns that
   * they need.
   *
   * @param inMemory whether the rows may lie in memory
   * @param onDisk whether they may lie on disk
   */
  record Kept(boolean inMemory, boolean onDisk) implements Partitioning {
    public Kept {
      if (!inMemory && !onDisk) {
        throw new IllegalArgumentException("rows kept nowhere");
      }
    }

    @Override
    public int partitions() {
      return 1;
    }
  }

  /** One partition for one task. */
  record Single() implements Partitioning {
    @Override
    public int partitions() {
      return 1;
    }
  }
}
