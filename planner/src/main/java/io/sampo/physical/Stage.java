package io.sampo.physical;

import io.sampo.plan.table.SourceTable;
import java.util.ArrayList;
import java.util.HashSet;
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
    if (sink instanceof Sink.ExchangeWrite write
        && write.partitioning() instanceof Partitioning.RangeBy ranges) {
      inputs.add(ranges.bounds());
    }
    inputs.addAll(flows.stream().flatMap(flow -> flow.after().stream()).toList());
    return inputs;
  }

  /** The tables that are read. */
  public List<SourceTable> tables() {
    return flows.stream()
        .map(Flow::source)
        .filter(Source.TableScan.class::isInstance)
        .map(source -> ((Source.TableScan) source).table())
        .toList();
  }

  /**
   * The flows by rounds: those of built rows come after the ones that look for the rows' partners,
   * where these are flows of this stage.
   */
  public List<List<Flow>> rounds() {
    var rounds = new ArrayList<List<Flow>>();
    var left = new ArrayList<>(flows);
    while (!left.isEmpty()) {
      var marking = new HashSet<Integer>();
      left.forEach(flow -> marking.addAll(marked(flow.steps())));
      List<Flow> round =
          left.stream()
              .filter(flow ->
                  !(flow.source() instanceof Source.BuiltRows rows
                      && marking.contains(rows.stage())))
              .toList();
      if (round.isEmpty()) {
        throw new IllegalStateException("flows wait for each other in stage " + id);
      }
      rounds.add(round);
      left.removeAll(round);
    }
    return rounds;
  }

  /** The hash tables in which steps mark the rows that find a partner. */
  public static Set<Integer> marked(List<Step> steps) {
    var tables = new HashSet<Integer>();
    for (Step step : steps) {
      if (step instanceof Step.Probe probe && probe.trackMatches()) {
        tables.add(probe.stage());
      }
    }
    return tables;
  }
}
