package io.sampo.physical.fragment;

import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.StageGraph;
import java.util.List;

/**
 * A part of a query that runs as independent tasks between exchanges.
 *
 * @param id its number, and that of the exchange it writes
 * @param stages what each task runs; the last stage sends rows
 * @param tasks how many tasks it runs as
 * @param inputs the fragments whose rows it reads, each with a smaller number
 * @param repeatable whether a task that is run again surely yields the same rows
 */
public record Fragment(
    int id, StageGraph stages, int tasks, List<Integer> inputs, boolean repeatable) {
  public Fragment {
    inputs = List.copyOf(inputs);
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

  /** Which of the partitions it writes a task of a reading fragment gets. */
  public int partitionFor(int task) {
    return switch (partitioning()) {
      case Partitioning.HashBy hash -> task;
      case Partitioning.Broadcast all -> 0;
      case Partitioning.Single one -> 0;
    };
  }
}
