package io.sampo.runtime.operator;

import io.sampo.physical.Sink;
import io.sampo.physical.Source;
import io.sampo.physical.Stage;
import io.sampo.runtime.work.StageWork;
import io.sampo.runtime.work.TaskWork;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs one stage. In the first phases ({@link StageFlows}; mostly there is one) each task sends
 * some of the input through a flow into a part of its own of the sink; in later phases the sink
 * makes one of the parts: links a hash table, joins groups, merges sorted runs. What comes out is
 * published for later stages.
 */
final class StageRun implements StageWork, FlowTarget {
  private final Stage stage;
  private final QueryRun query;
  private final SinkRun sink;
  private final StageFlows flows;
  private final TreeMap<Integer, SinkPart> parts = new TreeMap<>();
  private int tasks;

  StageRun(Stage stage, QueryRun query) {
    this.stage = stage;
    this.query = query;
    this.sink = SinkRun.of(stage, query);
    this.flows = new StageFlows(stage, query, this);
  }

  @Override
  public int id() {
    return stage.id();
  }

  @Override
  public Set<Integer> inputs() {
    return stage.inputs();
  }

  @Override
  public String description() {
    return stage.flows().stream()
            .map(flow -> describe(flow.source()))
            .collect(Collectors.joining(", "))
        + " into "
        + describe(stage.sink());
  }

  private static String describe(Source source) {
    return switch (source) {
      case Source.TableScan scan -> "scan " + scan.table().name();
      case Source.MemoryRows rows -> rows.rows().size() + " rows in memory";
      case Source.RangeRows range -> "range";
      case Source.StageRows rows -> "rows of stage " + rows.stage();
      case Source.BuiltRows rows -> "built rows of stage " + rows.stage();
      case Source.ExchangeRows rows -> "rows of fragment " + rows.exchange();
    };
  }

  private static String describe(Sink sink) {
    return switch (sink) {
      case Sink.BuildTable build -> "hash table";
      case Sink.Group group -> "groups";
      case Sink.SortRows sort -> sort.limit().isPresent() ? "top " + sort.limit().get() : "sort";
      case Sink.CollectRows collect -> "rows";
      case Sink.WindowRows window -> window.limit().isPresent() ? "first rows" : "window";
      case Sink.Result result -> "result";
      case Sink.WriteFiles write -> write.target().format() + " files";
      case Sink.ExchangeWrite write -> "exchange";
    };
  }

  @Override
  public List<TaskWork> nextPhase() {
    int before = tasks;
    List<TaskWork> round = flows.nextRound();
    if (tasks > before) {
      sink.start(tasks - before);
    }
    if (!round.isEmpty()) {
      return round;
    }
    List<SinkPart> done;
    synchronized (parts) {
      done = List.copyOf(parts.values());
    }
    List<TaskWork> next = sink.nextPhase(done);
    if (next.isEmpty()) {
      query.finished(stage);
    }
    return next;
  }

  @Override
  public int newTask() {
    return tasks++;
  }

  @Override
  public SinkPart newPart(int task) {
    return sink.newPart(task);
  }

  @Override
  public boolean sharesInput() {
    return sink.sharesInput();
  }

  @Override
  public Spreading spreading() {
    return sink.spreading();
  }

  @Override
  public boolean wantsLongShares() {
    return sink.wantsLongShares();
  }

  @Override
  public void publish(int task, SinkPart part) {
    synchronized (parts) {
      SinkPart before = parts.put(task, part);
      if (before != null) {
        before.close();
      }
    }
  }

  /** Frees the parts that no output took over; those it did may be closed twice. */
  void close() {
    synchronized (parts) {
      parts.values().forEach(SinkPart::close);
      parts.clear();
    }
    flows.close();
    sink.close();
  }
}
