package io.sampo.runtime.worker.protocol;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentShape;
import io.sampo.runtime.exchange.ProducerAttempt;
import java.util.List;

/**
 * One attempt at one task of a fragment.
 *
 * @param attempt which one; it also addresses what the task writes
 * @param fragment what to run
 * @param inputs the rows of each fragment it reads
 * @param shape what was decided about the fragment, for a driver that takes over
 * @param settings how to run it
 */
public record TaskOrder(
    ProducerAttempt attempt,
    Fragment fragment,
    List<TaskInput> inputs,
    FragmentShape shape,
    TaskSettings settings) {
  public TaskOrder {
    inputs = List.copyOf(inputs);
  }

  /** The same order with other settings. */
  public TaskOrder with(TaskSettings other) {
    return new TaskOrder(attempt, fragment, inputs, shape, other);
  }
}
