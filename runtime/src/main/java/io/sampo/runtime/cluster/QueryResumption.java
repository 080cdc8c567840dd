package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentShape;
import io.sampo.physical.fragment.FragmentSwitch;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.Holdings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Fills the state of a query that a former driver ran with what workers have of it. Of several
 * attempts of a task the last counts; what was made of rows of others is dropped, unless those are
 * the same rows each time. Which partitions tasks read stays as it was decided.
 */
final class QueryResumption {
  private final QueryState query;
  private final Map<Integer, Boolean> joins;
  private final long now;
  private final List<ClusterAction> actions = new ArrayList<>();

  private record Found(String worker, Holdings.Task task) {
    int number() {
      return task.attempt().attempt();
    }
  }

  private QueryResumption(QueryState query, Map<Integer, Boolean> joins, long now) {
    this.query = query;
    this.joins = joins;
    this.now = now;
  }

  /**
   * Takes over what counts; yields what is to be dropped.
   *
   * @param joins as the journal has them
   */
  static List<ClusterAction> resume(
      QueryState query, Collection<Holdings> held, Map<Integer, Boolean> joins, long now) {
    return new QueryResumption(query, joins, now).run(held);
  }

  private List<ClusterAction> run(Collection<Holdings> held) {
    var found = new HashMap<TaskKey, List<Found>>();
    for (Holdings holdings : held) {
      for (Holdings.Task task : holdings.tasks()) {
        if (task.attempt().query().equals(query.order().id())) {
          found
              .computeIfAbsent(key(task.attempt()), any -> new ArrayList<>())
              .add(new Found(holdings.worker(), task));
        }
      }
    }
    Set<TaskKey> attempted = attempted(found);
    dropContradictions(found);
    resumeSwitches(found);
    for (Fragment planned : query.order().graph().fragments()) {
      int id = planned.id();
      query.resumeShares(id, shapes(found, id).stream().findFirst().map(FragmentShape::shares));
      if (query.shares().isOpen(id)) {
        continue;
      }
      for (int task = 0; task < query.shares().fragment(id).tasks(); task++) {
        var key = new TaskKey(id, task);
        if (attempted.contains(key)) {
          query.attempted(key);
        }
        List<Found> attempts = found.remove(key);
        if (attempts != null) {
          take(Objects.requireNonNull(query.tasks().get(key)), attempts);
        }
      }
    }
    found.values().forEach(strangers -> strangers.forEach(this::drop));
    return actions;
  }

  /** The tasks that were begun: those that workers tell of, and those that others read. */
  private static Set<TaskKey> attempted(Map<TaskKey, List<Found>> found) {
    var attempted = new HashSet<TaskKey>();
    for (List<Found> told : found.values()) {
      for (Found one : told) {
        attempted.add(key(one.task().attempt()));
        one.task().read().forEach(read -> attempted.add(key(read)));
      }
    }
    return attempted;
  }

  /**
   * Where former drivers decided in more than one way about a fragment, or nobody knows how,
   * nothing of it counts, nor what was made of that.
   */
  private void dropContradictions(Map<TaskKey, List<Found>> found) {
    var dropped = new HashSet<Integer>();
    for (Fragment fragment : query.order().graph().fragments()) {
      int id = fragment.id();
      Set<FragmentShape> shapes = shapes(found, id);
      boolean readsDropped = fragment.inputs().stream().anyMatch(dropped::contains);
      boolean ranApart =
          shapes.stream()
              .flatMap(shape -> shape.joined().stream())
              .anyMatch(part -> isHeld(found, part));
      boolean unknown =
          query.order().graph().switches().stream()
              .anyMatch(possible ->
                  possible.join() == id
                      && !joins.containsKey(possible.probe())
                      && shapes.isEmpty()
                      && !isHeld(found, possible.probe())
                      && !joined(found).contains(id));
      if (readsDropped || shapes.size() > 1 || ranApart || unknown) {
        dropped.add(id);
      }
    }
    found
        .entrySet()
        .removeIf(entry -> {
          boolean drop = dropped.contains(entry.getKey().fragment());
          if (drop) {
            entry.getValue().forEach(this::drop);
          }
          return drop;
        });
  }

  /** Joins run as tasks of them show, or tasks that were to send them rows. */
  private void resumeSwitches(Map<TaskKey, List<Found>> found) {
    Set<Integer> joined = joined(found);
    for (FragmentSwitch possible : query.order().graph().switches()) {
      Boolean known = joins.get(possible.probe());
      if (known != null) {
        query.resumeSwitch(possible, known);
      } else if (joined.contains(possible.probe())) {
        query.resumeSwitch(possible, true);
      } else if (joined.contains(possible.join())
          || isHeld(found, possible.join())
          || isHeld(found, possible.probe())) {
        query.resumeSwitch(possible, false);
      }
    }
  }

  /** The fragments that are part of others. */
  private static Set<Integer> joined(Map<TaskKey, List<Found>> found) {
    var joined = new HashSet<Integer>();
    found
        .values()
        .forEach(attempts ->
            attempts.forEach(attempt -> joined.addAll(attempt.task().shape().joined())));
    return joined;
  }

  private static boolean isHeld(Map<TaskKey, List<Found>> found, int fragment) {
    return found.keySet().stream().anyMatch(key -> key.fragment() == fragment);
  }

  /** What was decided about a fragment; empty when no worker knows. */
  private static Set<FragmentShape> shapes(Map<TaskKey, List<Found>> found, int fragment) {
    var shapes = new HashSet<FragmentShape>();
    found.forEach((key, attempts) -> {
      if (key.fragment() == fragment) {
        attempts.forEach(attempt -> shapes.add(attempt.task().shape()));
      }
    });
    return shapes;
  }

  private static TaskKey key(ProducerAttempt attempt) {
    return new TaskKey(attempt.exchange(), attempt.producer());
  }

  private void take(TaskState state, List<Found> attempts) {
    attempts.sort(
        Comparator.comparing((Found found) -> found.task().done().isPresent())
            .thenComparing(Found::number)
            .reversed());
    for (Found found : attempts) {
      if (state.done != null || !isConsistent(found.task())) {
        drop(found);
        continue;
      }
      var read = new HashMap<TaskKey, Integer>();
      found.task().read().forEach(producer -> read.put(key(producer), producer.attempt()));
      found
          .task()
          .done()
          .ifPresentOrElse(
              done ->
                  state.done =
                      new TaskState.Done(
                          found.number(),
                          found.worker(),
                          done.partitions(),
                          done.figures(),
                          read,
                          done.kept()),
              () ->
                  state.running.put(
                      found.number(), new TaskState.Running(found.worker(), now, read)));
    }
  }

  private void drop(Found found) {
    actions.add(new ClusterAction.Cancel(found.worker(), found.task().attempt()));
  }

  /** Whether what it read are the rows that others read too. */
  private boolean isConsistent(Holdings.Task task) {
    for (ProducerAttempt read : task.read()) {
      TaskKey key = key(read);
      TaskState producer = query.tasks().get(key);
      boolean same =
          producer != null && producer.done != null && producer.done.attempt() == read.attempt();
      if (producer == null || !same && !query.yieldsTheSame(key.fragment())) {
        return false;
      }
    }
    return true;
  }

  /** The attempts that run, by worker. */
  static Map<ProducerAttempt, String> running(QueryState query) {
    var running = new HashMap<ProducerAttempt, String>();
    query
        .tasks()
        .forEach((key, state) ->
            state.running.forEach((number, run) ->
                running.put(
                    new ProducerAttempt(query.order().id(), key.fragment(), key.task(), number),
                    run.worker())));
    return running;
  }
}
