package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.TaskShare;
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
  private final long now;
  private final List<ClusterAction> actions = new ArrayList<>();

  private record Found(String worker, Holdings.Task task) {
    int number() {
      return task.attempt().attempt();
    }
  }

  private QueryResumption(QueryState query, long now) {
    this.query = query;
    this.now = now;
  }

  /** Takes over what counts; yields what is to be dropped. */
  static List<ClusterAction> resume(QueryState query, Collection<Holdings> held, long now) {
    return new QueryResumption(query, now).run(held);
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
    dropContradictions(found);
    for (Fragment planned : query.order().graph().fragments()) {
      int id = planned.id();
      query.resumeShares(id, decided(found, id));
      if (query.shares().isOpen(id)) {
        continue;
      }
      for (int task = 0; task < query.shares().fragment(id).tasks(); task++) {
        var key = new TaskKey(id, task);
        List<Found> attempts = found.remove(key);
        if (attempts != null) {
          take(Objects.requireNonNull(query.tasks().get(key)), attempts);
        }
      }
    }
    found.values().forEach(strangers -> strangers.forEach(this::drop));
    return actions;
  }

  /**
   * Where former drivers decided in more than one way what the tasks of a fragment read, nothing of
   * it counts, nor what was made of that.
   */
  private void dropContradictions(Map<TaskKey, List<Found>> found) {
    var dropped = new HashSet<Integer>();
    for (Fragment fragment : query.order().graph().fragments()) {
      boolean readsDropped = fragment.inputs().stream().anyMatch(dropped::contains);
      if (readsDropped || decisions(found, fragment.id()).size() > 1) {
        dropped.add(fragment.id());
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

  private static Set<List<TaskShare>> decisions(Map<TaskKey, List<Found>> found, int fragment) {
    var decisions = new HashSet<List<TaskShare>>();
    found.forEach((key, attempts) -> {
      if (key.fragment() == fragment) {
        attempts.forEach(attempt -> decisions.add(attempt.task().shares()));
      }
    });
    return decisions;
  }

  /** What the tasks of a fragment read; empty when no worker knows. */
  private static List<TaskShare> decided(Map<TaskKey, List<Found>> found, int fragment) {
    return decisions(found, fragment).stream().findFirst().orElse(List.of());
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
      state.attempts = Math.max(state.attempts, found.number() + 1);
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
                          found.number(), found.worker(), done.partitions(), done.figures(), read),
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
      if (producer == null || !same && !query.shares().fragment(key.fragment()).repeatable()) {
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
