package io.sampo.physical.fragment;

import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Stages that read little and make a small hash table. Every task that looks it up runs all of them
 * for itself, which costs less than sending rows would.
 *
 * @param stages numbered from 0; the last one builds the table
 */
record Replica(List<Stage> stages) {
  Replica {
    stages = List.copyOf(stages);
  }

  /** The stages as the numbers from {@code first} on. */
  List<Stage> from(int first) {
    var moved = new ArrayList<Stage>();
    for (Stage stage : stages) {
      List<Flow> flows = stage.flows().stream().map(flow -> moved(flow, first)).toList();
      moved.add(new Stage(first + stage.id(), flows, stage.sink()));
    }
    return moved;
  }

  /** The same flow where stages have numbers greater by so much. */
  static Flow moved(Flow flow, int by) {
    Source source =
        switch (flow.source()) {
          case Source.StageRows rows ->
              new Source.StageRows(rows.stage() + by, rows.output(), rows.ordered());
          case Source.BuiltRows rows ->
              new Source.BuiltRows(rows.stage() + by, rows.output(), rows.matched());
          case Source.TableScan scan -> scan;
          case Source.MemoryRows rows -> rows;
          case Source.RangeRows rows -> rows;
          case Source.ExchangeRows rows -> rows;
        };
    List<Step> steps = flow.steps().stream().map(step -> moved(step, by)).toList();
    return new Flow(source, steps, flow.after().stream().map(stage -> stage + by).toList());
  }

  private static Step moved(Step step, int by) {
    return switch (step) {
      case Step.Probe probe -> Way.at(probe, probe.stage() + by);
      case Step.DropUnmatched drop ->
          new Step.DropUnmatched(drop.stage() + by, drop.keys(), drop.values(), drop.scanOnly());
      case Step.FilterRows _,
          Step.DefineColumns _,
          Step.ExpandRows _,
          Step.GenerateRows _,
          Step.CountRows _ ->
          step;
    };
  }
}
