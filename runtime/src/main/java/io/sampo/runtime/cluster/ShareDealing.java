package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.TaskShare;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Deals out the partitions of a fragment to its tasks by their sizes alone, so that whoever decides
 * again decides alike. Neighbours that are small go to one task; one that is far larger than the
 * others is split among several where its rows need not be together. Shares are in the order of
 * partitions, and pieces in the order of producers.
 */
final class ShareDealing {
  private final PartitionSizes sizes;
  private final AdaptiveSettings settings;
  private final long target;

  private ShareDealing(PartitionSizes sizes, AdaptiveSettings settings) {
    this.sizes = sizes;
    this.settings = settings;
    long total = sizes.total();
    this.target = settings.joined() ? settings.target(total) : settings.partitionBytes();
  }

  /** What each task reads, by its number; at least one. */
  static List<TaskShare> deal(PartitionSizes sizes, AdaptiveSettings settings) {
    return new ShareDealing(sizes, settings).deal();
  }

  /** Each task reads a partition. */
  static List<TaskShare> fixed(int tasks) {
    return IntStream.range(0, tasks).mapToObj(task -> TaskShare.of(task, task + 1)).toList();
  }

  private List<TaskShare> deal() {
    int partitions = sizes.partitions();
    long most = skewedFrom();
    int[] groups = groups(partitions, sizes::of, settings.joined() ? target : 0);
    var shares = new ArrayList<TaskShare>();
    int from = 0;
    for (int i = 0; i < partitions; i++) {
      boolean split = sizes.divisible(i) > most;
      if (split) {
        if (from < i) {
          shares.add(TaskShare.of(from, i));
        }
        shares.addAll(pieces(i));
        from = i + 1;
      } else if (i + 1 == partitions || groups[i + 1] != groups[i]) {
        shares.add(TaskShare.of(from, i + 1));
        from = i + 1;
      }
    }
    return shares;
  }

  /** What is larger is split. */
  private long skewedFrom() {
    if (sizes.producers() < 2) {
      return Long.MAX_VALUE;
    }
    long[] sorted = IntStream.range(0, sizes.partitions()).mapToLong(sizes::divisible).toArray();
    Arrays.sort(sorted);
    return Math.max(target, settings.skewFactor() * sorted[sorted.length / 2]);
  }

  private List<TaskShare> pieces(int partition) {
    int producers = sizes.producers();
    int[] groups = groups(producers, producer -> sizes.of(partition, producer), target);
    var pieces = new ArrayList<TaskShare>();
    int from = 0;
    for (int i = 1; i < producers; i++) {
      if (groups[i] != groups[from]) {
        pieces.add(new TaskShare(partition, partition + 1, from, i));
        from = i;
      }
    }
    pieces.add(new TaskShare(partition, partition + 1, from, TaskShare.ALL));
    return pieces;
  }

  /**
   * Cuts a row of sizes into about as many groups of neighbours as there is the wished size in it,
   * and about alike.
   *
   * @param wished 0 to have each in a group of its own
   * @return the number of each one's group
   */
  private static int[] groups(int count, IntToLongFunction size, long wished) {
    if (wished == 0) {
      return IntStream.range(0, count).toArray();
    }
    long total = IntStream.range(0, count).mapToLong(size).sum();
    long groups = Math.clamp((total + wished - 1) / wished, 1, count);
    int[] found = new int[count];
    long before = 0;
    for (int i = 0; i < count; i++) {
      long middle = before + size.applyAsLong(i) / 2;
      found[i] = total == 0 ? 0 : (int) Math.min(groups - 1, middle * (double) groups / total);
      before += size.applyAsLong(i);
    }
    return found;
  }
}
