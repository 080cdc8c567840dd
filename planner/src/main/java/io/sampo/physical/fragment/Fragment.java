package io.sampo.physical.fragment;

import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.plan.table.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A part of a query that runs as independent tasks between exchanges.
 *
 * @param id its number, and that of the exchange it writes
 * @param stages what each task runs; the last stage sends rows
 * @param tasks how many tasks it runs as; where those are dealt out by size, how many partitions
 *     there are
 * @param inputs the fragments whose rows it reads, each with a smaller number
 * @param repeatable whether a task that is run again surely yields the same rows
 * @param complete those of the inputs of which every task reads all partitions, not only its own
 * @param whole the stages of which every task reads all the rows, not its share
 * @param sharing how its tasks may share the partitions that they read
 */
public record Fragment(
    int id,
    StageGraph stages,
    int tasks,
    List<Integer> inputs,
    boolean repeatable,
    Set<Integer> complete,
    Set<Integer> whole,
    Sharing sharing) {
  public Fragment {
    inputs = List.copyOf(inputs);
    complete = Set.copyOf(complete);
    whole = Set.copyOf(whole);
    if (tasks < 1) {
      throw new IllegalArgumentException("fragment " + id + " with " + tasks + " tasks");
    }
  }

  /** To whom its rows go. */
  public Partitioning partitioning() {
    return switch (stages.stages().getLast().sink()) {
      case Sink.ExchangeWrite write -> write.partitioning();
      case Sink.WriteFiles files -> new Partitioning.Single();
      case Sink.BuildTable _,
          Sink.Group _,
          Sink.SortRows _,
          Sink.CollectRows _,
          Sink.WindowRows _,
          Sink.Result _ ->
          throw new IllegalStateException("fragment " + id + " sends nothing");
    };
  }

  /**
   * Which of the partitions that a fragment wrote a task of this one reads, in order.
   *
   * @param input the fragment that wrote them
   * @param share what the task has of partitions that are dealt out
   */
  public List<Integer> partitionsOf(Fragment input, TaskShare share) {
    if (complete.contains(input.id())) {
      return IntStream.range(0, input.partitioning().partitions()).boxed().toList();
    }
    return switch (input.partitioning()) {
      case Partitioning.HashBy hash -> IntStream.range(share.from(), share.to()).boxed().toList();
      case Partitioning.RangeBy ranges ->
          IntStream.range(share.from(), share.to()).boxed().toList();
      case Partitioning.ByTask rows ->
          readsSample()
              ? List.of(rows.sample())
              : IntStream.range(share.from(), share.to()).boxed().toList();
      case Partitioning.Broadcast all -> List.of(0);
      case Partitioning.Single one -> List.of(0);
      case Partitioning.Kept kept -> List.of(0);
    };
  }

  /** Of rows that were written by task, a single task for which that was planned reads a sample. */
  private boolean readsSample() {
    return tasks == 1 && !sharing.bySize();
  }

  /** Whether each task reads only its share of what a fragment wrote. */
  public boolean isDealt(Fragment input) {
    boolean sample = input.partitioning() instanceof Partitioning.ByTask && readsSample();
    return !complete.contains(input.id()) && isDealt(input.partitioning()) && !sample;
  }

  static boolean isDealt(Partitioning partitioning) {
    return switch (partitioning) {
      case Partitioning.HashBy _, Partitioning.RangeBy _, Partitioning.ByTask _ -> true;
      case Partitioning.Broadcast _, Partitioning.Single _, Partitioning.Kept _ -> false;
    };
  }

  /** The same with another number of tasks. */
  public Fragment withTasks(int number) {
    return new Fragment(id, stages, number, inputs, repeatable, complete, whole, sharing);
  }

  /** The same over other tables. */
  public Fragment withTables(UnaryOperator<SourceTable> others) {
    return with(stages.withTables(others));
  }

  /** The same, whose rows are kept for later queries. */
  Fragment keeping(Partitioning.Kept where) {
    List<Stage> changed = new ArrayList<>(stages.stages());
    Stage last = changed.removeLast();
    if (!(last.sink() instanceof Sink.ExchangeWrite write)) {
      throw new IllegalStateException("fragment " + id + " has no rows to be kept");
    }
    changed.add(new Stage(last.id(), last.flows(), new Sink.ExchangeWrite(write.columns(), where)));
    return with(new StageGraph(changed, stages.output(), stages.ranges()));
  }

  private Fragment with(StageGraph other) {
    return other == stages
        ? this
        : new Fragment(id, other, tasks, inputs, repeatable, complete, whole, sharing);
  }

  /** Whether all tasks read the same of what a fragment wrote. */
  public boolean readsAlike(Fragment input) {
    return complete.contains(input.id()) || input.partitioning() instanceof Partitioning.Broadcast;
  }
}
