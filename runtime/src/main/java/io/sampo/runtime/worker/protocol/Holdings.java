package io.sampo.runtime.worker.protocol;

import io.sampo.physical.fragment.FragmentShape;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.ClusterMessage;
import java.util.List;
import java.util.Optional;

/**
 * What a worker has of queries, told to a driver that is new to it.
 *
 * @param worker its id
 * @param tasks attempts that run, or whose rows can be read
 */
public record Holdings(String worker, List<Task> tasks) implements ClusterMessage {
  public Holdings {
    tasks = List.copyOf(tasks);
  }

  /**
   * An attempt.
   *
   * @param read the attempts whose rows it reads or has read
   * @param shape what was decided about its fragment
   * @param done how it ended; empty while it runs
   */
  public record Task(
      ProducerAttempt attempt,
      List<ProducerAttempt> read,
      FragmentShape shape,
      Optional<TaskReport.Done> done) {
    public Task {
      read = List.copyOf(read);
    }

    /** It ended well. */
    public Task ended(TaskReport.Done how) {
      return new Task(attempt, read, shape, Optional.of(how));
    }
  }
}
