package io.sampo.physical;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Flows into one sink. */
public record Stage(int id, List<Flow> flows, Sink sink) {
  public Stage {
    flows = List.copyOf(flows);
  }

  /** The stages that must be done before this one starts. */
  public Set<Integer> inputs() {
    var inputs = new LinkedHashSet<Integer>();
    for (Flow flow : flows) {
      switch (flow.source()) {
        case Source.StageRows rows -> inputs.add(rows.stage());
        case Source.BuiltRows rows -> inputs.add(rows.stage());
        case Source.TableScan scan -> {}
        case Source.MemoryRows rows -> {}
        case Source.RangeRows rows -> {}
        case Source.ExchangeRows rows -> {}
      }
      for (Step step : flow.steps()) {
        if (step instanceof Step.Probe probe) {
          inputs.add(probe.stage());
        } else if (step instanceof Step.DropUnmatched drop) {
          inputs.add(drop.stage());
        }
      }
    }
    inputs.addAll(flows.stream().flatMap(flow -> flow.after().stream()).toList());
    return inputs;
  }
}
