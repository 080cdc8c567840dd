package io.sampo.physical.fragment;

import io.sampo.physical.FileTarget;
import io.sampo.physical.Flow;
import io.sampo.physical.Partitioning;
import io.sampo.physical.Sink;
import io.sampo.physical.WriteLowering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Makes of writing files fragments that write: where the rows are, or behind an exchange when fewer
 * or more tasks are asked for.
 */
final class WriteCutting {
  private final Fragmenter fragmenter;

  WriteCutting(Fragmenter fragmenter) {
    this.fragmenter = fragmenter;
  }

  /** Ends the query; yields the fragments that write, in the order of their rows. */
  List<Integer> write(Sink.WriteFiles write, Map<Draft, List<Flow>> flows) {
    int tasks = flows.keySet().stream().mapToInt(Draft::tasks).sum();
    Optional<Partitioning> dealing = dealing(write, tasks);
    if (dealing.isEmpty()) {
      if (!(write.target().spread() instanceof FileTarget.Spread.AsTheyCome)) {
        flows.keySet().forEach(Draft::keepTogether);
      }
      var results = new ArrayList<Integer>();
      flows.forEach((draft, all) -> results.add(end(draft, all, write)));
      return results;
    }
    Written written = fragmenter.write(flows, write.columns(), dealing.get());
    var draft = new Draft(dealing.get().partitions());
    draft.fixTasks();
    return List.of(end(draft, draft.read(written), WriteLowering.behind(write)));
  }

  /** How rows get to the tasks that write them; empty when those are where the rows are. */
  private static Optional<Partitioning> dealing(Sink.WriteFiles write, int tasks) {
    return switch (write.target().spread()) {
      case FileTarget.Spread.AsTheyCome any -> Optional.empty();
      case FileTarget.Spread.AtMost few ->
          tasks <= few.tasks()
              ? Optional.empty()
              : Optional.of(among(few.tasks(), allColumns(write)));
      case FileTarget.Spread.Exactly number ->
          number.tasks() == 1 && tasks == 1
              ? Optional.empty()
              : Optional.of(
                  among(number.tasks(), number.by().isEmpty() ? allColumns(write) : number.by()));
    };
  }

  private static Partitioning among(int tasks, List<Integer> by) {
    return tasks == 1 ? new Partitioning.Single() : new Partitioning.HashBy(by, tasks);
  }

  private static List<Integer> allColumns(Sink.WriteFiles write) {
    return IntStream.range(0, write.columns().size()).boxed().toList();
  }

  /** Ends a fragment; several flows or folders go through a stage, so that one task writes them. */
  private int end(Draft draft, List<Flow> flows, Sink.WriteFiles write) {
    boolean sorted = !write.target().folders().isEmpty();
    if (!sorted && flows.size() == 1) {
      return fragmenter.write(draft, flows, write);
    }
    int stage =
        draft.add(flows, sorted ? WriteLowering.sorting(write) : WriteLowering.collecting(write));
    Flow rows = Flow.of(WriteLowering.gathered(stage, write));
    return fragmenter.write(draft, List.of(rows), WriteLowering.behind(write));
  }
}
