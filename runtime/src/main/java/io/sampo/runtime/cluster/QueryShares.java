package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.TaskShare;
import io.sampo.runtime.exchange.PartitionSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The fragments of a query as they run: how many tasks each has, and which partitions those read.
 * Where that follows from sizes, the fragment is open, and has one task that cannot run, until all
 * that it reads was written for the first time; what is decided then stays, since tasks that are
 * run again must read the same. Used by one thread.
 */
final class QueryShares {
  private final AdaptiveSettings settings;
  private final List<Fragment> fragments = new ArrayList<>();
  private final List<Fragment> planned;
  private final Map<Integer, List<TaskShare>> shares = new HashMap<>();
  private final Map<Integer, Long> bytes = new HashMap<>();
  private final Set<Integer> open = new TreeSet<>();

  QueryShares(QueryOrder order) {
    this.settings = order.adaptive();
    this.planned = order.graph().fragments();
    for (Fragment fragment : planned) {
      if (fragment.sharing().bySize()) {
        open.add(fragment.id());
        fragments.add(fragment.withTasks(1));
      } else {
        fragments.add(fragment);
        shares.put(fragment.id(), ShareDealing.fixed(fragment.tasks()));
      }
    }
  }

  /** All fragments by number. */
  List<Fragment> fragments() {
    return fragments;
  }

  Fragment fragment(int id) {
    return fragments.get(id);
  }

  /** Those of which it is not decided how many tasks they have, in order. */
  List<Integer> open() {
    return List.copyOf(open);
  }

  boolean isOpen(int fragment) {
    return open.contains(fragment);
  }

  /** About how many tasks there will be. */
  int tasks() {
    int tasks = 0;
    for (Fragment fragment : fragments) {
      tasks +=
          isOpen(fragment.id())
              ? Math.min(planned.get(fragment.id()).tasks(), settings.slots())
              : fragment.tasks();
    }
    return tasks;
  }

  /** What the tasks of a fragment read, by their number; of none when it is open. */
  List<TaskShare> of(int fragment) {
    return shares.getOrDefault(fragment, List.of());
  }

  /**
   * Decides by sizes.
   *
   * @param written what a producer wrote
   */
  void decide(int id, Function<TaskKey, List<PartitionSummary>> written) {
    Fragment reader = planned.get(id);
    var sizes = new PartitionSizes(reader.tasks());
    for (int input : reader.inputs()) {
      if (reader.isDealt(fragment(input))) {
        for (int task = 0; task < fragment(input).tasks(); task++) {
          sizes.add(
              written.apply(new TaskKey(input, task)),
              reader.sharing().divisible().contains(input));
        }
      }
    }
    bytes.put(id, sizes.total());
    adopt(id, ShareDealing.deal(sizes, settings));
  }

  /** It was decided so before. */
  void adopt(int id, List<TaskShare> decided) {
    open.remove(id);
    shares.put(id, List.copyOf(decided));
    fragments.set(id, planned.get(id).withTasks(decided.size()));
  }

  /** The tasks whose rows a task reads; of an open fragment all it might read. */
  List<TaskKey> producers(TaskKey key) {
    var producers = new ArrayList<TaskKey>();
    for (int input : fragment(key.fragment()).inputs()) {
      producers.addAll(producers(key, input));
    }
    return producers;
  }

  /** Those of one input. */
  List<TaskKey> producers(TaskKey key, int input) {
    int tasks = fragment(input).tasks();
    int from = 0;
    int end = tasks;
    Fragment reader = fragment(key.fragment());
    if (!isOpen(reader.id()) && reader.sharing().divisible().contains(input)) {
      TaskShare share = share(key);
      int before = 0;
      for (int other : reader.inputs()) {
        if (other == input) {
          break;
        }
        before += reader.sharing().divisible().contains(other) ? fragment(other).tasks() : 0;
      }
      from = Math.clamp((long) share.firstProducer() - before, 0, tasks);
      end = Math.clamp((long) share.endProducer() - before, from, tasks);
    }
    var producers = new ArrayList<TaskKey>();
    for (int task = from; task < end; task++) {
      producers.add(new TaskKey(input, task));
    }
    return producers;
  }

  private TaskShare share(TaskKey key) {
    return Objects.requireNonNull(shares.get(key.fragment())).get(key.task());
  }

  /** Which partitions of what a fragment wrote a task reads. */
  List<Integer> partitions(TaskKey reader, int input) {
    return fragment(reader.fragment()).partitionsOf(fragment(input), share(reader));
  }

  /** Whether several tasks read the same of what a fragment wrote. */
  boolean readsAlike(TaskKey reader, int input) {
    Fragment fragment = fragment(reader.fragment());
    return fragment.readsAlike(fragment(input))
        || share(reader).isPiece() && !fragment.sharing().divisible().contains(input);
  }

  /** What was decided, for people. */
  List<ClusterStatus.SharesStatus> status() {
    var decided = new ArrayList<ClusterStatus.SharesStatus>();
    for (Fragment fragment : planned) {
      if (!fragment.sharing().bySize() || isOpen(fragment.id())) {
        continue;
      }
      List<TaskShare> dealt = of(fragment.id());
      var pieces = new TreeMap<Integer, Integer>();
      dealt.stream()
          .filter(TaskShare::isPiece)
          .forEach(share -> pieces.merge(share.from(), 1, Integer::sum));
      decided.add(
          new ClusterStatus.SharesStatus(
              fragment.id(),
              fragment.tasks(),
              dealt.size(),
              bytes.getOrDefault(fragment.id(), 0L),
              pieces));
    }
    return decided;
  }
}
