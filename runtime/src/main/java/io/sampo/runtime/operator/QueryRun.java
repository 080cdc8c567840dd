package io.sampo.runtime.operator;

import io.sampo.physical.Flow;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.physical.Step;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import io.sampo.runtime.work.TaskWork;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One query as work: its stages and what they made. */
public final class QueryRun implements QueryWork {
  /** A task of the last stage may be so many bytes ahead of the reader. */
  private static final long MOST_BYTES_AHEAD = 4L << 20;

  private final QueryContext context;
  private final Map<Integer, QueryContext> contexts = new ConcurrentHashMap<>();
  private final Set<Integer> given;
  private final List<StageRun> stages;
  private final ResultQueue queue;
  private final Map<Integer, StageOutput> outputs = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> readersLeft = new HashMap<>();
  private final Set<Integer> skippedBy = new HashSet<>();
  private final Set<Integer> droppedBy = new HashSet<>();
  private final Map<Integer, Integer> readersOfTables = new HashMap<>();
  private final StructType schema;

  public QueryRun(StageGraph graph, QueryContext context) {
    this(graph, context, Map.of());
  }

  /**
   * @param tables those of stages that need not run; they outlive this run
   */
  public QueryRun(StageGraph graph, QueryContext context, Map<Integer, SharedBuild> tables) {
    this.context = context;
    this.given = Set.copyOf(tables.keySet());
    tables.forEach((stage, table) -> outputs.put(stage, table.output()));
    this.queue = new ResultQueue(Math.clamp(context.memory().limit() / 64, 1, MOST_BYTES_AHEAD));
    for (Stage stage : graph.stages()) {
      for (int input : stage.inputs()) {
        readersLeft.computeIfAbsent(input, id -> new AtomicInteger()).incrementAndGet();
      }
    }
    readBy(graph.stages());
    this.schema =
        new StructType(
            graph.output().stream()
                .map(c -> new StructField(c.name(), c.type(), c.nullable()))
                .toList());
    this.stages =
        graph.stages().stream()
            .filter(stage -> !given.contains(stage.id()))
            .map(stage -> new StageRun(stage, this))
            .toList();
  }

  @Override
  public List<StageWork> stages() {
    var all = new ArrayList<StageWork>();
    given.stream().sorted().map(GivenStage::new).forEach(all::add);
    all.addAll(stages);
    return all;
  }

  /** A stage whose table is there. */
  private record GivenStage(int id) implements StageWork {
    @Override
    public Set<Integer> inputs() {
      return Set.of();
    }

    @Override
    public String description() {
      return "hash table of all tasks";
    }

    @Override
    public List<TaskWork> nextPhase() {
      return List.of();
    }
  }

  QueryContext context() {
    return context;
  }

  /** What the tasks of one stage share. */
  QueryContext context(int stage) {
    return contexts.computeIfAbsent(stage, context::ofStage);
  }

  ResultQueue queue() {
    return queue;
  }

  /** The columns of the result. */
  public StructType schema() {
    return schema;
  }

  /** Where the result comes out. */
  public ResultReader reader() {
    return new ResultReader(queue);
  }

  /** Before it starts: these stages look into its tables; they may be of other runs. */
  final void readBy(List<Stage> others) {
    for (Stage stage : others) {
      for (Flow flow : stage.flows()) {
        skippedBy.addAll(EarlyDrops.skippedBy(flow));
        droppedBy.addAll(EarlyDrops.droppedBy(flow));
        countReaders(flow);
      }
    }
  }

  private void countReaders(Flow flow) {
    if (flow.source() instanceof Source.BuiltRows rows) {
      readersOfTables.merge(rows.stage(), 1, Integer::sum);
    }
    for (Step step : flow.steps()) {
      if (step instanceof Step.Probe probe) {
        readersOfTables.merge(probe.stage(), 1, Integer::sum);
      }
    }
  }

  /** Whether a stage's hash table is needed for a single probe and nothing else. */
  boolean isProbedOnce(int stage) {
    return readersOfTables.getOrDefault(stage, 0) == 1;
  }

  /** Whether a flow drops rows early that have no partner in a stage's hash table. */
  boolean dropsBy(int stage) {
    return droppedBy.contains(stage);
  }

  /** Whether a scan skips by the keys of a stage's hash table. */
  boolean skipsBy(int stage) {
    return skippedBy.contains(stage);
  }

  /** A stage is done: what it read is freed when no other stage reads it. */
  void finished(Stage stage) {
    for (int input : stage.inputs()) {
      AtomicInteger readers = readersLeft.get(input);
      if (readers != null && readers.decrementAndGet() == 0 && !given.contains(input)) {
        StageOutput output = outputs.remove(input);
        if (output != null) {
          output.close();
        }
      }
    }
  }

  void publish(int stage, StageOutput output) {
    outputs.put(stage, output);
  }

  boolean hasOutput(int stage) {
    return outputs.containsKey(stage);
  }

  StageOutput output(int stage) {
    StageOutput output = outputs.get(stage);
    if (output == null) {
      throw new IllegalStateException("stage " + stage + " is not done");
    }
    return output;
  }

  /** Makes running slices end soon. */
  public void cancel() {
    context.cancelled().set(true);
  }

  @Override
  public void close() {
    queue.close();
    stages.forEach(StageRun::close);
    outputs.keySet().removeAll(given);
    outputs.values().forEach(StageOutput::close);
    outputs.clear();
  }
}
