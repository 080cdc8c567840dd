package io.sampo.physical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A query with counters behind its sources and steps, for EXPLAIN ANALYZE. Columns that are defined
 * are computed where they are used, so that nothing is counted behind them.
 */
public final class Counting {
  private final StageGraph plain;
  private final StageGraph counted;
  private final Map<Place, Integer> counters = new HashMap<>();

  /**
   * Where a counter is.
   *
   * @param flow the number of the flow in its stage
   * @param step 0 for the source, else the number of the step counted from 1
   */
  public record Place(int stage, int flow, int step) {}

  public Counting(StageGraph graph) {
    this.plain = graph;
    var stages = new ArrayList<Stage>();
    for (Stage stage : graph.stages()) {
      var flows = new ArrayList<Flow>();
      for (int f = 0; f < stage.flows().size(); f++) {
        flows.add(counted(stage.id(), f, stage.flows().get(f)));
      }
      stages.add(new Stage(stage.id(), flows, stage.sink()));
    }
    this.counted = new StageGraph(stages, graph.output(), graph.ranges());
  }

  private Flow counted(int stage, int number, Flow flow) {
    var steps = new ArrayList<Step>();
    steps.add(count(new Place(stage, number, 0)));
    for (int i = 0; i < flow.steps().size(); i++) {
      Step step = flow.steps().get(i);
      steps.add(step);
      if (!(step instanceof Step.DefineColumns)) {
        steps.add(count(new Place(stage, number, i + 1)));
      }
    }
    return new Flow(flow.source(), steps, flow.after());
  }

  private Step count(Place place) {
    int number = counters.size();
    counters.put(place, number);
    return new Step.CountRows(number);
  }

  /** The query as it was. */
  public StageGraph plain() {
    return plain;
  }

  /** The query with counters. */
  public StageGraph graph() {
    return counted;
  }

  /** How many counters there are. */
  public int counters() {
    return counters.size();
  }

  /** The counter nearest before a place of a flow, itself included. */
  public int counter(Place place) {
    for (int step = place.step(); ; step--) {
      Integer counter = counters.get(new Place(place.stage(), place.flow(), step));
      if (counter != null) {
        return counter;
      }
    }
  }

  /** The counters of the rows that reach a stage's sink. */
  public List<Integer> sinkCounters(Stage stage) {
    var last = new ArrayList<Integer>();
    for (int f = 0; f < stage.flows().size(); f++) {
      last.add(counter(new Place(stage.id(), f, stage.flows().get(f).steps().size())));
    }
    return last;
  }
}
