package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockWriter;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Which part of the input a run computes, and how it reaches the exchange.
 *
 * @param task the number of the task among those of its fragment
 * @param tasks how many tasks share the pieces of tables, in order
 * @param whole whether it is a query by itself, whose answer is read here
 * @param reader opens what another fragment wrote for this task; each call from the start
 * @param writer takes what this task writes
 */
public record TaskScope(
    int task,
    int tasks,
    boolean whole,
    IntFunction<BlockReader> reader,
    Supplier<BlockWriter> writer) {
  /** A whole query in one process. */
  public static final TaskScope WHOLE =
      new TaskScope(
          0,
          1,
          true,
          exchange -> {
            throw SampoException.internal("there is no exchange " + exchange, null);
          },
          () -> {
            throw SampoException.internal("there is no exchange to write to", null);
          });

  public TaskScope {
    if (task < 0 || task >= tasks) {
      throw new IllegalArgumentException("task " + task + " of " + tasks);
    }
  }

  /** The first of so many pieces that belongs to the task. */
  int from(int pieces) {
    return (int) ((long) pieces * task / tasks);
  }

  /** The first piece of the task after it. */
  int to(int pieces) {
    return (int) ((long) pieces * (task + 1) / tasks);
  }
}
