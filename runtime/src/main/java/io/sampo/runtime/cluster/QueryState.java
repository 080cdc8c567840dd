package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentSwitch;
import io.sampo.physical.fragment.GroupSwitch;
import io.sampo.physical.fragment.JoinSwitch;
import io.sampo.physical.fragment.TaskShare;
import io.sampo.runtime.exchange.BlockLoss;
import io.sampo.runtime.exchange.DataNode;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.TaskInput;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which tasks of one query are wanted, run and done. Takes events, yields actions; who runs what is
 * decided elsewhere. Events of attempts that are not on their way any more change nothing. Used by
 * one thread.
 */
final class QueryState {
  /** More than any task has under one driver. */
  private static final int ATTEMPTS_OF_DRIVER = 100_000;

  private final QueryOrder order;
  private final Function<String, DataNode> nodes;
  private final Map<TaskKey, TaskState> tasks = new LinkedHashMap<>();
  private final QueryShares shares;
  private final List<TaskKey> parts = new ArrayList<>();
  private int partsAnnounced;
  private boolean allPartsKnown;
  private boolean ended;
  private int firstAttempt;
  private int reruns;
  private final List<ClusterAction> decisions = new ArrayList<>();

  /**
   * @param nodes where a worker's blocks are, by its id
   */
  QueryState(QueryOrder order, Function<String, DataNode> nodes) {
    this.order = order;
    this.nodes = nodes;
    this.shares = new QueryShares(order);
    for (Fragment fragment : shares.fragments()) {
      addTasks(fragment);
    }
    findParts();
  }

  private void addTasks(Fragment fragment) {
    for (TaskKey key : tasksOf(fragment.id())) {
      tasks.computeIfAbsent(key, any -> new TaskState());
    }
  }

  List<TaskKey> tasksOf(int fragment) {
    return IntStream.range(0, fragment(fragment).tasks())
        .mapToObj(task -> new TaskKey(fragment, task))
        .toList();
  }

  /** The parts of the result up to a fragment of which it is open how many tasks it has. */
  private void findParts() {
    parts.clear();
    for (int result : order.graph().results()) {
      if (shares.isOpen(result)) {
        return;
      }
      parts.addAll(tasksOf(result));
    }
    allPartsKnown = true;
  }

  /** Fragments by number, as they run. */
  QueryShares shares() {
    return shares;
  }

  /** Decides what becomes part of others, when the sizes are known and it has not been run. */
  private void decideSwitches() {
    for (FragmentSwitch possible : shares.undecided()) {
      if (tasksOf(possible.probe()).stream().anyMatch(key -> state(key).attempts > 0)) {
        keep(possible);
      } else if (possible.builds().stream().allMatch(this::isWritten)) {
        long built = possible.builds().stream().mapToLong(this::tableBytes).sum();
        boolean pays =
            switch (possible) {
              case JoinSwitch tables -> shares.pays(tables, built);
              case GroupSwitch groups -> shares.isEven(groups, this::written);
            };
        if (pays) {
          join(possible, built);
        } else {
          keep(possible);
        }
      }
    }
  }

  private List<PartitionSummary> written(TaskKey key) {
    return Objects.requireNonNull(state(key).done).partitions();
  }

  private boolean isWritten(int fragment) {
    return tasksOf(fragment).stream().allMatch(this::available);
  }

  private long tableBytes(int build) {
    long bytes = 0;
    for (TaskKey key : tasksOf(build)) {
      for (PartitionSummary part : written(key)) {
        bytes += JoinSwitch.tableBytes(part.rows(), part.bytes());
      }
    }
    return bytes;
  }

  private void keep(FragmentSwitch decided) {
    shares.keep(decided);
    decisions.add(new ClusterAction.Decide(order.id(), decided.probe(), false));
  }

  private void join(FragmentSwitch decided, long tableBytes) {
    shares.join(decided, tableBytes);
    decisions.add(new ClusterAction.Decide(order.id(), decided.probe(), true));
    decided(decided.join());
  }

  /** Whether a fragment is not run yet because it may become part of a join soon. */
  private boolean mayBeJoined(int fragment) {
    return shares.undecided().stream()
        .anyMatch(possible ->
            possible.probe() == fragment
                && possible.doubtful()
                && possible.builds().stream().allMatch(this::isAboutToBeWritten));
  }

  private boolean isAboutToBeWritten(int fragment) {
    return !shares.isOpen(fragment)
        && tasksOf(fragment).stream()
            .allMatch(key -> available(key) || producers(key).stream().allMatch(this::available));
  }

  /**
   * A former driver decided about a fragment.
   *
   * @param joined whether it is part of the one that reads it
   */
  void resumeSwitch(FragmentSwitch known, boolean joined) {
    if (joined) {
      join(known, 0);
    } else {
      keep(known);
    }
  }

  /** Attempts of a task were made under former drivers. */
  void attempted(TaskKey key) {
    TaskState state = state(key);
    state.attempts = Math.max(state.attempts, 1);
  }

  /** What was decided about joins since this was last asked. */
  List<ClusterAction> decisions() {
    List<ClusterAction> made = List.copyOf(decisions);
    decisions.clear();
    return made;
  }

  /** Decides what the tasks of fragments read that have all their input for the first time. */
  private void decideShares() {
    for (int fragment : shares.open()) {
      if (producers(new TaskKey(fragment, 0)).stream().allMatch(this::available)) {
        shares.decide(fragment, this::written);
        decided(fragment);
      }
    }
  }

  /**
   * A former driver decided what the tasks of a fragment read.
   *
   * @param dealt empty when it is not known; then it is decided again if that is possible
   */
  void resumeShares(int fragment, Optional<List<TaskShare>> dealt) {
    if (!shares.isOpen(fragment)) {
      return;
    }
    if (dealt.isEmpty()) {
      decideShares();
    } else {
      shares.adopt(fragment, dealt.get());
      decided(fragment);
    }
  }

  private void decided(int fragment) {
    addTasks(fragment(fragment));
    findParts();
  }

  QueryOrder order() {
    return order;
  }

  boolean ended() {
    return ended;
  }

  /** How many attempts were made beyond the first of each task, copies of slow ones left out. */
  int reruns() {
    return reruns;
  }

  Map<TaskKey, TaskState> tasks() {
    return tasks;
  }

  private Fragment fragment(int id) {
    return shares.fragment(id);
  }

  private TaskState state(TaskKey key) {
    return Objects.requireNonNull(tasks.get(key), key::toString);
  }

  private TaskKey key(ProducerAttempt attempt) {
    return new TaskKey(attempt.exchange(), attempt.producer());
  }

  private ProducerAttempt attempt(TaskKey key, int number) {
    return new ProducerAttempt(order.id(), key.fragment(), key.task(), number);
  }

  /** The tasks that may be given to a worker now: wanted, not running, with all their input. */
  Set<TaskKey> runnable() {
    var found = new TreeSet<TaskKey>(QueryState::compare);
    if (ended) {
      return found;
    }
    decideSwitches();
    decideShares();
    for (TaskKey key : wanted()) {
      if (!shares.isOpen(key.fragment())
          && !mayBeJoined(key.fragment())
          && state(key).running.isEmpty()
          && producers(key).stream().allMatch(this::available)) {
        found.add(key);
      }
    }
    return found;
  }

  private static int compare(TaskKey a, TaskKey b) {
    int byFragment = Integer.compare(a.fragment(), b.fragment());
    return byFragment != 0 ? byFragment : Integer.compare(a.task(), b.task());
  }

  /** The tasks whose output is missing and still needed, for the result or by another of them. */
  private Set<TaskKey> wanted() {
    var wanted = new TreeSet<TaskKey>(QueryState::compare);
    var open = new ArrayDeque<TaskKey>();
    for (int result : order.graph().results()) {
      for (TaskKey part : tasksOf(result)) {
        if (!state(part).delivered && !available(part) && wanted.add(part)) {
          open.add(part);
        }
      }
    }
    for (TaskKey key = open.poll(); key != null; key = open.poll()) {
      for (TaskKey producer : producers(key)) {
        if (!available(producer) && wanted.add(producer)) {
          open.add(producer);
        }
      }
    }
    return wanted;
  }

  boolean available(TaskKey key) {
    return state(key).done != null;
  }

  List<TaskKey> producers(TaskKey key) {
    return shares.producers(key);
  }

  /** How many bytes of a task's input each worker holds. */
  Map<String, Long> inputBytes(TaskKey key) {
    var bytes = new HashMap<String, Long>();
    for (TaskKey producer : producers(key)) {
      TaskState.Done done = state(producer).done;
      if (done != null) {
        for (int partition : shares.partitions(key, producer.fragment())) {
          bytes.merge(done.worker(), done.partitions().get(partition).bytes() + 1, Long::sum);
        }
      }
    }
    return bytes;
  }

  /** A task is given to a worker: the order for it. */
  TaskOrder launch(TaskKey key, String worker, long now) {
    TaskState state = state(key);
    if (state.attempts > 0 && state.running.isEmpty()) {
      reruns++;
    }
    int number = firstAttempt + state.next();
    var read = new HashMap<TaskKey, Integer>();
    var inputs = new ArrayList<TaskInput>();
    for (int input : fragment(key.fragment()).inputs()) {
      var locations = new ArrayList<PartitionLocation>();
      for (TaskKey producer : shares.producers(key, input)) {
        TaskState.Done done = Objects.requireNonNull(state(producer).done);
        read.put(producer, done.attempt());
        for (int partition : shares.partitions(key, input)) {
          locations.add(location(producer, done, partition));
        }
      }
      inputs.add(new TaskInput(input, locations, shares.readsAlike(key, input)));
    }
    state.running.put(number, new TaskState.Running(worker, now, read));
    return new TaskOrder(
        attempt(key, number),
        fragment(key.fragment()),
        inputs,
        List.of(),
        shares.shape(key.fragment()),
        order.settings());
  }

  private PartitionLocation location(TaskKey producer, TaskState.Done done, int consumer) {
    PartitionSummary summary = done.partitions().get(consumer);
    return new PartitionLocation(
        attempt(producer, done.attempt()).forConsumer(consumer),
        nodes.apply(done.worker()),
        summary.blocks());
  }

  /** An attempt ended. */
  List<ClusterAction> reported(TaskReport report, long now) {
    TaskKey key = key(report.attempt());
    TaskState state = tasks.get(key);
    TaskState.Running running =
        state == null ? null : state.running.remove(report.attempt().attempt());
    if (ended || state == null || running == null) {
      return List.of();
    }
    return switch (report) {
      case TaskReport.Done done -> done(key, state, running, done);
      case TaskReport.Failed failed -> failed(key, state, running, failed, now);
    };
  }

  private List<ClusterAction> done(
      TaskKey key, TaskState state, TaskState.Running running, TaskReport.Done report) {
    var actions = new ArrayList<ClusterAction>();
    state.running.forEach((number, copy) ->
        actions.add(new ClusterAction.Cancel(copy.worker(), attempt(key, number))));
    state.running.clear();
    var done =
        new TaskState.Done(
            report.attempt().attempt(),
            running.worker(),
            report.partitions(),
            report.figures(),
            running.read(),
            report.kept());
    state.done = done;
    TaskState.Done before = state.lost;
    state.lost = null;
    if (before != null && !done.yields(before.partitions())) {
      actions.addAll(rollBackReaders(key, report.attempt().attempt()));
    }
    if (!ended) {
      actions.addAll(deliver());
    }
    return actions;
  }

  private List<ClusterAction> failed(
      TaskKey key, TaskState state, TaskState.Running running, TaskReport.Failed report, long now) {
    if (report.error().code() == ErrorCode.OPERATION_CANCELED) {
      // Its worker is closing: no fault of the task.
      return lostAttempt(key, state, running.worker());
    }
    var loss = BlockLoss.of(report.error());
    if (loss.isPresent()) {
      var actions = new ArrayList<>(blockLost(loss.get(), report.error()));
      if (!ended) {
        actions.addAll(lostAttempt(key, state, loss.get().node()));
      }
      return actions;
    }
    state.failures.add(
        new TaskState.Failure(report.error(), running.worker(), report.input(), now));
    int most =
        switch (ClusterErrors.category(report.error())) {
          case USER -> 1;
          case BUG -> Math.min(2, order.recovery().attempts());
          case RESOURCE, TRANSIENT -> order.recovery().attempts();
        };
    if (state.failures.size() >= most || !order.recovery().enabled()) {
      return fail(ClusterErrors.taskFailed(key, state.failures));
    }
    return List.of();
  }

  /** An attempt that failed through no fault of its own. */
  private List<ClusterAction> lostAttempt(TaskKey key, TaskState state, String worker) {
    state.losses++;
    if (!order.recovery().enabled() || state.losses > order.recovery().losses()) {
      return fail(ClusterErrors.workerLost(worker, key + " ran there or read from there"));
    }
    return List.of();
  }

  /** What a task wrote cannot be read. */
  private List<ClusterAction> blockLost(BlockLoss loss, SampoException error) {
    ProducerAttempt attempt = loss.block().partition().producer();
    // Rows of former queries are those queries' business.
    boolean own = attempt.query().equals(order.id());
    TaskState producer = own ? tasks.get(key(attempt)) : null;
    if (producer == null || producer.done == null || producer.done.attempt() != attempt.attempt()) {
      return List.of();
    }
    if (!order.recovery().enabled()) {
      return fail(error);
    }
    forget(producer);
    return rollBackVarying();
  }

  private void forget(TaskState state) {
    state.lost = state.done;
    state.done = null;
  }

  /**
   * Where rows that cannot be made again alike are to be made again, all readers of the first ones
   * start anew, and theirs.
   */
  private List<ClusterAction> rollBackVarying() {
    var actions = new ArrayList<ClusterAction>();
    boolean more = true;
    while (more && !ended) {
      int before = actions.size();
      for (TaskKey key : wanted()) {
        if (!ended && state(key).lost != null && !fragment(key.fragment()).repeatable()) {
          actions.addAll(rollBackReaders(key, -1));
        }
      }
      more = actions.size() > before;
    }
    return actions;
  }

  /**
   * Everything that was made of rows of other attempts than one of a task is dropped, and what was
   * made of that, so that rows of two attempts are never mixed.
   */
  private List<ClusterAction> rollBackReaders(TaskKey key, int kept) {
    var actions = new ArrayList<ClusterAction>();
    for (int reader : shares.readers(key.fragment())) {
      for (TaskKey task : tasksOf(reader)) {
        if (!ended) {
          actions.addAll(rollBack(task, key, kept));
        }
      }
    }
    return actions;
  }

  private List<ClusterAction> rollBack(TaskKey reader, TaskKey producer, int kept) {
    TaskState state = state(reader);
    var actions = new ArrayList<ClusterAction>();
    state
        .running
        .entrySet()
        .removeIf(entry -> {
          boolean stale = isStale(entry.getValue().read(), producer, kept);
          if (stale) {
            actions.add(
                new ClusterAction.Cancel(
                    entry.getValue().worker(), attempt(reader, entry.getKey())));
          }
          return stale;
        });
    TaskState.Done done = state.done;
    boolean stale = done == null ? state.delivered : isStale(done.read(), producer, kept);
    if (stale && isAnnounced(reader)) {
      actions.addAll(fail(ClusterErrors.indeterminate(producer)));
    } else if (stale && done != null) {
      actions.add(new ClusterAction.Cancel(done.worker(), attempt(reader, done.attempt())));
      state.done = null;
      state.lost = null;
      actions.addAll(rollBackReaders(reader, -1));
    } else if (state.lost != null && isStale(state.lost.read(), producer, kept)) {
      // What it wrote is gone, but others have read it.
      state.lost = null;
      actions.addAll(rollBackReaders(reader, -1));
    }
    return actions;
  }

  private static boolean isStale(Map<TaskKey, Integer> read, TaskKey producer, int kept) {
    Integer attempt = read.get(producer);
    return attempt != null && attempt != kept;
  }

  private boolean isAnnounced(TaskKey key) {
    int part = parts.indexOf(key);
    return part >= 0 && part < partsAnnounced;
  }

  /** A worker is gone. */
  List<ClusterAction> workerLost(String worker) {
    var actions = new ArrayList<ClusterAction>();
    if (ended) {
      return actions;
    }
    Set<TaskKey> wantedBefore = wanted();
    for (var entry : tasks.entrySet()) {
      TaskState state = entry.getValue();
      boolean ran = state.running.values().removeIf(running -> running.worker().equals(worker));
      if (ran && !ended && wantedBefore.contains(entry.getKey())) {
        actions.addAll(lostAttempt(entry.getKey(), state, worker));
      }
      if (state.done != null && state.done.worker().equals(worker)) {
        forget(state);
      }
    }
    if (!ended && !order.recovery().enabled()) {
      Set<TaskKey> missing = wanted();
      missing.removeAll(wantedBefore);
      if (!missing.isEmpty()) {
        actions.addAll(
            fail(ClusterErrors.workerLost(worker, "it held what " + missing + " had written")));
      }
    }
    if (!ended) {
      actions.addAll(rollBackVarying());
    }
    return actions;
  }

  /** Announces the parts of the result that can be read, in order. */
  private List<ClusterAction> deliver() {
    var actions = new ArrayList<ClusterAction>();
    while (partsAnnounced < parts.size() && available(parts.get(partsAnnounced))) {
      actions.add(announce(partsAnnounced++));
    }
    return actions;
  }

  private ClusterAction announce(int part) {
    TaskKey key = parts.get(part);
    TaskState.Done done = Objects.requireNonNull(state(key).done);
    boolean last = allPartsKnown && part + 1 == parts.size();
    return new ClusterAction.Deliver(order.id(), part, location(key, done, 0), last);
  }

  /**
   * It goes on with what workers have of it. Attempts get numbers that no former driver gave, since
   * nobody may be left who knows those, and yet there may be rows that were made of theirs.
   */
  List<ClusterAction> resumed(QueryJournal.Left left, Collection<Holdings> held, long now) {
    firstAttempt = left.drivers() * ATTEMPTS_OF_DRIVER;
    var actions = new ArrayList<>(QueryResumption.resume(this, held, left.joins(), now));
    actions.addAll(deliver());
    return actions;
  }

  /** The parts of the result that were announced, for somebody who did not hear it. */
  List<ClusterAction> announced() {
    var actions = new ArrayList<ClusterAction>();
    for (int part = 0; part < partsAnnounced; part++) {
      if (available(parts.get(part))) {
        actions.add(announce(part));
      }
    }
    return actions;
  }

  /** The first parts of the result were read. */
  List<ClusterAction> taken(int part) {
    if (ended) {
      return List.of();
    }
    state(parts.get(part)).delivered = true;
    if (allPartsKnown && parts.stream().allMatch(key -> state(key).delivered)) {
      ended = true;
      return List.of(new ClusterAction.Finish(order.id(), null));
    }
    return List.of();
  }

  /** A part of the result cannot be read; it and those after it are announced again. */
  List<ClusterAction> partLost(int part, SampoException error) {
    if (ended) {
      return List.of();
    }
    var actions = new ArrayList<ClusterAction>();
    partsAnnounced = Math.min(partsAnnounced, part);
    BlockLoss.of(error).ifPresent(loss -> actions.addAll(blockLost(loss, error)));
    if (!ended && BlockLoss.of(error).isEmpty()) {
      return fail(error);
    }
    if (!ended) {
      actions.addAll(rollBackVarying());
    }
    if (!ended) {
      actions.addAll(deliver());
    }
    return actions;
  }

  /** Ends the query. */
  List<ClusterAction> fail(SampoException error) {
    if (ended) {
      return List.of();
    }
    ended = true;
    return List.of(new ClusterAction.Finish(order.id(), error));
  }

  // ---- results that are kept

  /** The tasks that make the result, in its order; empty as long as not all of them are known. */
  List<TaskKey> result() {
    return allPartsKnown ? List.copyOf(parts) : List.of();
  }

  /** Whether a fragment's rows are the same each time, and so are all that they are made of. */
  boolean yieldsTheSame(int id) {
    Fragment made = fragment(id);
    return made.repeatable() && made.inputs().stream().allMatch(this::yieldsTheSame);
  }

  /** Where a part of the result is; empty when it is not made, or was lost. */
  Optional<PartitionLocation> place(TaskKey part) {
    return Optional.ofNullable(state(part).done).map(done -> location(part, done, 0));
  }

  /** The result is complete; what it was made of is not needed any more, nor made again. */
  void rest() {
    tasks.forEach((key, state) -> {
      if (order.graph().results().contains(key.fragment())) {
        state.delivered = true;
      } else if (state.done != null) {
        forget(state);
      }
    });
  }

  /** A part of the result that was lost is to be made again. */
  void want(TaskKey part) {
    state(part).delivered = false;
  }

  /** Whether a part of the result is still to be made. */
  boolean isWanted(TaskKey part) {
    return !state(part).delivered && !available(part);
  }

  /** Others could not read a part of the result, which is made again when it is wanted. */
  List<ClusterAction> keptLost(BlockLoss loss) {
    ProducerAttempt attempt = loss.block().partition().producer();
    TaskState state = tasks.get(key(attempt));
    if (ended || state == null || state.done == null || state.done.attempt() != attempt.attempt()) {
      return List.of();
    }
    String worker = state.done.worker();
    forget(state);
    return List.of(new ClusterAction.Cancel(worker, attempt));
  }
}
