package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.Fragment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which tasks of a query are slow. */
final class SlowTasks {
  private SlowTasks() {}

  /**
   * The tasks worth a second attempt elsewhere: running alone, and for much longer than most of
   * their fragment took.
   */
  static List<TaskKey> of(QueryState query, long now) {
    var slow = new ArrayList<TaskKey>();
    RecoverySettings recovery = query.order().recovery();
    if (query.ended() || !recovery.speculation()) {
      return slow;
    }
    for (Fragment fragment : query.shares().fragments()) {
      List<TaskKey> tasks = query.tasksOf(fragment.id());
      var times = new ArrayList<Long>();
      for (TaskKey key : tasks) {
        TaskState.Done done = state(query, key).done;
        if (done != null) {
          times.add(done.figures().nanos());
        }
      }
      if (times.isEmpty() || times.size() * 2 < fragment.tasks()) {
        continue;
      }
      times.sort(null);
      long limit = Math.max(recovery.slowAfter().toNanos(), 2 * times.get(times.size() / 2));
      for (TaskKey key : tasks) {
        Map<Integer, TaskState.Running> running = state(query, key).running;
        boolean canStart = query.producers(key).stream().allMatch(query::available);
        if (canStart
            && running.size() == 1
            && now - running.values().iterator().next().since() > limit) {
          slow.add(key);
        }
      }
    }
    return slow;
  }

  private static TaskState state(QueryState query, TaskKey key) {
    return Objects.requireNonNull(query.tasks().get(key), key::toString);
  }

  /** The worker of the one attempt of a task that is running, or null. */
  static @Nullable String runningOn(QueryState query, TaskKey key) {
    return state(query, key).running.values().stream()
        .map(TaskState.Running::worker)
        .findFirst()
        .orElse(null);
  }
}
