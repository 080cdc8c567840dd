package io.sampo.runtime.cluster;

import io.sampo.runtime.exchange.PartitionSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much producers wrote for each of the partitions that a fragment's tasks are to share. Rows
 * count beside their bytes, since they may have no columns.
 */
final class PartitionSizes {
  private final long[] all;
  private final List<long[]> divisible = new ArrayList<>();

  PartitionSizes(int partitions) {
    this.all = new long[partitions];
  }

  /**
   * What a producer wrote.
   *
   * @param mayDivide whether its rows of a partition may go to other tasks than those of others;
   *     such producers are told in order
   */
  void add(List<PartitionSummary> written, boolean mayDivide) {
    long[] sizes = new long[all.length];
    for (int i = 0; i < all.length; i++) {
      sizes[i] = written.get(i).bytes() + written.get(i).rows();
      all[i] += sizes[i];
    }
    if (mayDivide) {
      divisible.add(sizes);
    }
  }

  int partitions() {
    return all.length;
  }

  long of(int partition) {
    return all[partition];
  }

  long total() {
    return Arrays.stream(all).sum();
  }

  int producers() {
    return divisible.size();
  }

  /** What one of the producers that may be divided wrote for a partition. */
  long of(int partition, int producer) {
    return divisible.get(producer)[partition];
  }

  long divisible(int partition) {
    return divisible.stream().mapToLong(sizes -> sizes[partition]).sum();
  }
}
