package io.sampo.runtime.operator;

import io.sampo.runtime.batch.ColumnBatch;
import java.util.Arrays;

/** Decides to which partition each row of a batch goes. Used by one thread at a time. */
interface PartitionChoice extends AutoCloseable {
  /** Writes the partition of every row. */
  void choose(ColumnBatch rows, int[] partition);

  /** Frees what it holds. May be called twice. */
  @Override
  default void close() {}

  /** All rows go to one partition. */
  static PartitionChoice always(int number) {
    return (rows, partition) -> Arrays.fill(partition, 0, rows.rowCount(), number);
  }

  /**
   * By a hash of columns.
   *
   * @param most the most rows of a batch
   */
  static PartitionChoice byHash(int[] keys, int partitions, int most) {
    long[] hashes = new long[most];
    return (rows, partition) -> {
      BatchHash.of(rows, keys, hashes);
      for (int i = 0; i < rows.rowCount(); i++) {
        // From the top bits: the low ones choose slots in the consumer's tables.
        partition[i] = (int) Math.unsignedMultiplyHigh(hashes[i], partitions);
      }
    };
  }
}
