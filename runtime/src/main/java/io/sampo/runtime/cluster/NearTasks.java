package io.sampo.runtime.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The order in which tasks are given to free slots: those first whose worker has one, so that no
 * slot is taken by a task of another worker while one of its own waits behind it.
 */
final class NearTasks {
  /** Of very many tasks only the first are looked at: each look costs as many as it reads from. */
  private static final int LOOKED_AT = 256;

  private NearTasks() {}

  /**
   * All the tasks, otherwise in their order.
   *
   * @param near the worker that a task should rather run on; empty where that is all the same
   * @param free how many free slots each worker has
   */
  static <T> List<T> first(
      Collection<T> tasks, Function<T, Optional<String>> near, Map<String, Integer> free) {
    var left = new HashMap<>(free);
    int open = left.values().stream().mapToInt(Integer::intValue).sum();
    int looks = LOOKED_AT;
    var first = new ArrayList<T>(tasks.size());
    var others = new ArrayList<T>(tasks.size());
    for (T task : tasks) {
      Optional<String> worker = open > 0 && looks-- > 0 ? near.apply(task) : Optional.empty();
      if (worker.isPresent() && left.getOrDefault(worker.get(), 0) > 0) {
        left.merge(worker.get(), -1, Integer::sum);
        open--;
        first.add(task);
      } else {
        others.add(task);
      }
    }
    first.addAll(others);
    return first;
  }
}
