package io.sampo.runtime.operator;

import io.sampo.error.SampoException;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.exchange.BlockWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Which part of the input a run computes, and how it reaches the exchange.
 *
 * @param task the number of the task among those of its fragment
 * @param tasks how many tasks share the pieces of tables, in order
 * @param whole whether it is a query by itself, whose answer is read here
 * @param inFull the stages that read all pieces of tables all the same
 * @param reader opens what another fragment wrote for this task; each call from the start
 * @param writer takes what this task writes
 * @param kept told the figures of rows that are kept for later queries, by each part of the task
 */
public record TaskScope(
    int task,
    int tasks,
    boolean whole,
    Set<Integer> inFull,
    IntFunction<BlockReader> reader,
    Supplier<BlockWriter> writer,
    Consumer<RowFigures> kept) {
  /** A whole query in one process. */
  public static final TaskScope WHOLE =
      new TaskScope(
          0,
          1,
          true,
          Set.of(),
          exchange -> {
            throw SampoException.internal("there is no exchange " + exchange, null);
          },
          () -> {
            throw SampoException.internal("there is no exchange to write to", null);
          },
          figures -> {});

  public TaskScope {
    if (task < 0 || task >= tasks) {
      throw new IllegalArgumentException("task " + task + " of " + tasks);
    }
  }

  /** Those of the pieces of a table that a stage of the task reads. */
  <T> List<T> share(int stage, List<T> pieces) {
    if (inFull.contains(stage)) {
      return pieces;
    }
    long count = pieces.size();
    return pieces.subList((int) (count * task / tasks), (int) (count * (task + 1) / tasks));
  }
}
