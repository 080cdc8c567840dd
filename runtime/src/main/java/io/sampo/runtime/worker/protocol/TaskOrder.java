package io.sampo.runtime.worker.protocol;

import io.sampo.physical.fragment.Fragment;
import io.sampo.physical.fragment.FragmentShape;
import io.sampo.plan.table.SourceTable;
import io.sampo.runtime.exchange.ProducerAttempt;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * One attempt at one task of a fragment.
 *
 * @param attempt which one; it also addresses what the task writes
 * @param fragment what to run
 * @param inputs the rows of each fragment it reads
 * @param kept the rows of former queries that it reads
 * @param shape what was decided about the fragment, for a driver that takes over
 * @param settings how to run it
 */
public record TaskOrder(
    ProducerAttempt attempt,
    Fragment fragment,
    List<TaskInput> inputs,
    List<KeptInput> kept,
    FragmentShape shape,
    TaskSettings settings) {
  public TaskOrder {
    inputs = List.copyOf(inputs);
    kept = List.copyOf(kept);
  }

  /** The same order with other settings. */
  public TaskOrder with(TaskSettings other) {
    return new TaskOrder(attempt, fragment, inputs, kept, shape, other);
  }

  /** The same order for a task that reads rows of former queries. */
  public TaskOrder reading(List<KeptInput> rows) {
    return rows.isEmpty() ? this : new TaskOrder(attempt, fragment, inputs, rows, shape, settings);
  }

  /** The same order over other tables. */
  public TaskOrder withTables(UnaryOperator<SourceTable> others) {
    Fragment over = fragment.withTables(others);
    return over == fragment ? this : new TaskOrder(attempt, over, inputs, kept, shape, settings);
  }
}
