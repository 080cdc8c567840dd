package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentShape;
import io.sampo.physical.fragment.FragmentSwitch;
import io.sampo.physical.fragment.GroupSwitch;
import io.sampo.physical.fragment.JoinSwitch;
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
 * run again must read the same. A fragment that was to send rows to a join may become part of the
 * join, and has no tasks of its own then. Used by one thread.
 */
final class QueryShares {
  private final AdaptiveSettings settings;
  private final List<Fragment> fragments = new ArrayList<>();
  private final List<Fragment> planned;
  private final List<FragmentSwitch> undecided;
  private final List<ClusterStatus.SwitchStatus> switched = new ArrayList<>();
  private final Map<Integer, Set<Integer>> joined = new HashMap<>();
  private final Set<Integer> gone = new TreeSet<>();
  private final Map<Integer, List<TaskShare>> shares = new HashMap<>();
  private final Map<Integer, Long> bytes = new HashMap<>();
  private final Set<Integer> open = new TreeSet<>();

  QueryShares(QueryOrder order) {
    this.settings = order.adaptive();
    this.planned = new ArrayList<>(order.graph().fragments());
    this.undecided = new ArrayList<>(order.graph().switches());
    fragments.addAll(planned);
    planned.forEach(this::begin);
  }

  private void begin(Fragment fragment) {
    int id = fragment.id();
    if (fragment.sharing().bySize()) {
      open.add(id);
      fragments.set(id, fragment.withTasks(1));
    } else {
      open.remove(id);
      fragments.set(id, fragment);
      shares.put(id, ShareDealing.fixed(fragment.tasks()));
    }
  }

  /** What may become part of others, as long as that is not decided. */
  List<FragmentSwitch> undecided() {
    return List.copyOf(undecided);
  }

  /** A fragment runs as it was planned. */
  void keep(FragmentSwitch decided) {
    undecided.remove(decided);
  }

  /**
   * Whether all of the tables of a join should be built for every task, now that they are known.
   */
  boolean pays(JoinSwitch possible, long tableBytes) {
    Fragment probe = planned.get(possible.probe());
    int tasks = isOpen(probe.id()) ? Math.min(probe.tasks(), settings.slots()) : probe.tasks();
    return possible.pays(tableBytes, tasks, settings.broadcastBytes());
  }

  /**
   * Whether no partition of rows to be grouped is so large that several tasks should make groups of
   * it first.
   *
   * @param written what a producer wrote
   */
  boolean isEven(GroupSwitch possible, Function<TaskKey, List<PartitionSummary>> written) {
    PartitionSizes sizes = sizes(possible.probe(), written);
    long most = sizes.total() / settings.slots() * 3 / 2;
    return ShareDealing.deal(sizes, settings).stream()
        .noneMatch(share -> share.isPiece() && sizes.of(share.from()) > most);
  }

  /**
   * A fragment becomes part of the one that reads it; none of these two has been run yet.
   *
   * @param tableBytes how large the tables of a join are; 0 when unknown
   */
  void join(FragmentSwitch decided, long tableBytes) {
    undecided.remove(decided);
    int join = decided.join();
    int probe = decided.probe();
    planned.set(join, decided.joined(planned.get(probe), planned.get(join)));
    begin(planned.get(join));
    open.remove(probe);
    gone.add(probe);
    var parts = joined.computeIfAbsent(join, any -> new TreeSet<>());
    parts.add(probe);
    parts.addAll(joined.getOrDefault(probe, Set.of()));
    undecided.replaceAll(other -> other.join() == probe ? other.in(join) : other);
    if (decided instanceof JoinSwitch tables) {
      switched.add(new ClusterStatus.SwitchStatus(join, probe, tables.builtBytes(), tableBytes));
    }
  }

  /** The fragments that read what one wrote. */
  List<Integer> readers(int id) {
    return fragments.stream()
        .filter(fragment -> fragment.inputs().contains(id) && !gone.contains(fragment.id()))
        .map(Fragment::id)
        .toList();
  }

  /** What was decided about a fragment. */
  FragmentShape shape(int id) {
    return new FragmentShape(
        List.copyOf(joined.getOrDefault(id, Set.of())), shares.getOrDefault(id, List.of()));
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
      if (gone.contains(fragment.id())) {
        continue;
      }
      tasks +=
          isOpen(fragment.id())
              ? Math.min(planned.get(fragment.id()).tasks(), settings.slots())
              : fragment.tasks();
    }
    return tasks;
  }

  /**
   * Decides by sizes.
   *
   * @param written what a producer wrote
   */
  void decide(int id, Function<TaskKey, List<PartitionSummary>> written) {
    PartitionSizes sizes = sizes(id, written);
    bytes.put(id, sizes.total());
    adopt(id, ShareDealing.deal(sizes, settings));
  }

  private PartitionSizes sizes(int id, Function<TaskKey, List<PartitionSummary>> written) {
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
    return sizes;
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
    // Of an open input it is not known which tasks those will be.
    if (!isOpen(reader.id()) && !isOpen(input) && reader.sharing().divisible().contains(input)) {
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

  /** The joins that run otherwise than planned. */
  List<ClusterStatus.SwitchStatus> switched() {
    return List.copyOf(switched);
  }

  /** What was decided, for people. */
  List<ClusterStatus.SharesStatus> status() {
    var decided = new ArrayList<ClusterStatus.SharesStatus>();
    for (Fragment fragment : planned) {
      int id = fragment.id();
      if (!fragment.sharing().bySize() || isOpen(id) || gone.contains(id)) {
        continue;
      }
      List<TaskShare> dealt = shape(id).shares();
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
