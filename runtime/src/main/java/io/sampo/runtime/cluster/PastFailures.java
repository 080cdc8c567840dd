package io.sampo.runtime.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Where and when attempts of a task failed, which says where it had better not run next. */
record PastFailures(List<TaskState.Failure> failures) {
  /** How long a task rather waits for busy workers than run again where it failed. */
  private static final Duration WAIT = Duration.ofSeconds(10);

  static PastFailures of(QueryState query, TaskKey key) {
    TaskState state = query.tasks().get(key);
    return new PastFailures(state == null ? List.of() : List.copyOf(state.failures));
  }

  boolean isEmpty() {
    return failures.isEmpty();
  }

  /** The workers of all of them. */
  Set<String> workers() {
    return failures.stream().map(TaskState.Failure::worker).collect(Collectors.toSet());
  }

  /** The worker of the last, or none. */
  Set<String> lastWorker() {
    return failures.isEmpty() ? Set.of() : Set.of(failures.getLast().worker());
  }

  /** Whether the last was a short time ago. */
  boolean areFresh(long now) {
    return !failures.isEmpty() && now - failures.getLast().at() < WAIT.toNanos();
  }
}
