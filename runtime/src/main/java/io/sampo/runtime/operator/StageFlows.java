package io.sampo.runtime.operator;

import io.sampo.codegen.vector.ScanPredicate;
import io.sampo.physical.Flow;
import io.sampo.physical.Sink;
import io.sampo.physical.Stage;
import io.sampo.physical.Step;
import io.sampo.runtime.join.FlowCut;
import io.sampo.runtime.work.TaskWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The flows of a stage as rounds of tasks. A flow all of whose hash tables are in memory is done in
 * one round. One that probes a table on disk is cut there ({@link FlowCut}): some partitions of the
 * table are loaded, then a round deals the flow's rows to all of them, those of the others on disk
 * too, and the next one joins the others partition by partition and sends the rows on, to the sink
 * or to the next such cut.
 *
 * <p>Used by one thread at a time.
 */
final class StageFlows implements AutoCloseable {
  private enum Round {
    LOAD,
    LINK,
    BEGIN,
    JOIN,
    DONE
  }

  private final Stage stage;
  private final QueryRun query;
  private final FlowTarget sink;
  private final FlowTasks flowTasks;
  private final EarlyDrops drops;
  private final List<SpilledProbe> probes = new ArrayList<>();
  private final List<Begun> whole = new ArrayList<>();
  private List<SpilledProbe> open = new ArrayList<>();
  private final List<List<ScanPredicate>> skippingOfOpen = new ArrayList<>();
  private final Deque<List<Flow>> waiting;
  private Round round = Round.LOAD;
  private int firstOfRound;
  private long lastId;

  /**
   * A flow that is done in one round.
   *
   * @param skipping what its scan may skip by
   */
  private record Begun(Flow flow, List<ScanPredicate> skipping) {}

  StageFlows(Stage stage, QueryRun query, FlowTarget sink) {
    this.stage = stage;
    this.query = query;
    this.sink = sink;
    this.flowTasks = new FlowTasks(query, stage.id());
    this.drops = new EarlyDrops(query);
    this.waiting = new ArrayDeque<>(stage.rounds());
  }

  /** The tasks of the next round; empty when all rows have reached the sink. */
  List<TaskWork> nextRound() {
    while (round != Round.DONE) {
      List<TaskWork> tasks = nextTasks();
      if (!tasks.isEmpty()) {
        return tasks;
      }
    }
    return List.of();
  }

  private List<TaskWork> nextTasks() {
    var tasks = new ArrayList<TaskWork>();
    switch (round) {
      case LOAD -> {
        firstOfRound = probes.size();
        if (!waiting.isEmpty()) {
          waiting.removeFirst().forEach(this::begin);
        }
        probesOfRound().forEach(probe -> tasks.addAll(probe.loading()));
        round = Round.LINK;
      }
      case LINK -> {
        probesOfRound().forEach(probe -> tasks.addAll(probe.linking()));
        round = Round.BEGIN;
      }
      case BEGIN -> {
        for (Begun flow : whole) {
          tasks.addAll(flowTasks.of(flow.flow(), stage.sink(), sink, flow.skipping()));
        }
        for (int i = 0; i < open.size(); i++) {
          SpilledProbe probe = open.get(i);
          FlowCut cut = probe.cut();
          tasks.addAll(flowTasks.of(cut.before(), cut.rows(), probe, skippingOfOpen.get(i)));
        }
        joinNext();
      }
      case JOIN -> {
        open.forEach(probe -> tasks.addAll(probe.tasks()));
        open = open.stream().flatMap(probe -> probe.behind().stream()).toList();
        joinNext();
      }
      case DONE -> {}
    }
    return tasks;
  }

  private List<SpilledProbe> probesOfRound() {
    return probes.subList(firstOfRound, probes.size());
  }

  private void joinNext() {
    if (!open.isEmpty()) {
      round = Round.JOIN;
      return;
    }
    whole.clear();
    skippingOfOpen.clear();
    open = new ArrayList<>();
    round = waiting.isEmpty() ? Round.DONE : Round.LOAD;
  }

  private void begin(Flow planned) {
    List<ScanPredicate> skipping = drops.predicates(planned);
    Flow flow = drops.paying(planned);
    int at = firstSpilled(flow.steps(), 0);
    if (at < 0) {
      whole.add(new Begun(flow, skipping));
    } else {
      open.add(cut(flow, at));
      skippingOfOpen.add(skipping);
    }
  }

  /** The probe at a step of the flow, and those of tables on disk behind it. */
  private SpilledProbe cut(Flow flow, int at) {
    LongSupplier ids = () -> --lastId;
    FlowCut cut = FlowCut.of(flow, at, stage.sink(), ids);
    SpilledBuild build = spilled(cut.probe());
    Flow rest = cut.rest();
    int further = firstSpilled(rest.steps(), cut.definitions().size() + 1);
    SpilledProbe probe;
    if (further < 0) {
      probe =
          new SpilledProbe(query, query.context(stage.id()), cut, build, stage.sink(), sink, null);
    } else {
      SpilledProbe behind = cut(rest, further);
      Sink rows = behind.cut().rows();
      probe =
          new SpilledProbe(
              query,
              query.context(stage.id()),
              cut.upTo(behind.cut().before()),
              build,
              rows,
              behind,
              behind);
    }
    probes.add(probe);
    return probe;
  }

  private int firstSpilled(List<Step> steps, int from) {
    for (int i = from; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Probe probe
          && query.output(probe.stage()) instanceof StageOutput.SpilledTable) {
        return i;
      }
    }
    return -1;
  }

  private SpilledBuild spilled(Step.Probe probe) {
    return ((StageOutput.SpilledTable) query.output(probe.stage())).build();
  }

  @Override
  public void close() {
    probes.forEach(SpilledProbe::close);
  }
}
