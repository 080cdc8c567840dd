package io.sampo.physical;

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

  /** One partition that every task reads. */
  record Broadcast() implements Partitioning {
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
