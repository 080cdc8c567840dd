package io.sampo.physical.fragment;

import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups of rows that were dealt out by their keys. Usually each is made at once by the task that
 * has its partition; where one partition is far larger than the others, several tasks make groups
 * of pieces of it first, and those are dealt out once more to be merged.
 *
 * @param join the fragment of the groups
 * @param probe the fragment that makes groups of pieces; it is part of the other unless needed
 * @param builds the fragments whose rows are grouped
 */
public record GroupSwitch(int join, int probe, List<Integer> builds) implements FragmentSwitch {
  public GroupSwitch {
    builds = List.copyOf(builds);
  }

  @Override
  public boolean doubtful() {
    return false;
  }

  @Override
  public GroupSwitch in(int other) {
    return new GroupSwitch(other, probe, builds);
  }

  /** Groups in one step. */
  static Fragment atOnce(Fragment pieces, Fragment groups) {
    Stage grouping = pieces.stages().stages().getFirst();
    var stages = new ArrayList<Stage>();
    for (Stage stage : groups.stages().stages()) {
      boolean merges =
          stage.flows().stream()
              .anyMatch(flow ->
                  flow.source() instanceof Source.ExchangeRows rows
                      && rows.exchange() == pieces.id());
      stages.add(merges ? new Stage(stage.id(), grouping.flows(), grouping.sink()) : stage);
    }
    var inputs = new ArrayList<Integer>();
    for (int input : groups.inputs()) {
      if (input == pieces.id()) {
        inputs.addAll(pieces.inputs());
      } else {
        inputs.add(input);
      }
    }
    return new Fragment(
        groups.id(),
        new StageGraph(stages, groups.stages().output(), groups.stages().ranges()),
        groups.tasks(),
        inputs,
        pieces.repeatable() && groups.repeatable(),
        groups.complete(),
        groups.whole(),
        groups.sharing());
  }
}
