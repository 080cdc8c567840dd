package io.sampo.runtime.operator;

import io.sampo.physical.StageGraph;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One query as work: its stages and what they made. */
public final class QueryRun implements QueryWork {
  private final QueryContext context;
  private final List<StageRun> stages;
  private final ResultQueue queue = new ResultQueue();
  private final Map<Integer, StageOutput> outputs = new ConcurrentHashMap<>();
  private final StructType schema;

  public QueryRun(StageGraph graph, QueryContext context) {
    this.context = context;
    this.schema =
        new StructType(
            graph.output().stream()
                .map(c -> new StructField(c.name(), c.type(), c.nullable()))
                .toList());
    this.stages = graph.stages().stream().map(stage -> new StageRun(stage, this)).toList();
  }

  @Override
  public List<StageWork> stages() {
    return List.copyOf(stages);
  }

  QueryContext context() {
    return context;
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

  void publish(int stage, StageOutput output) {
    outputs.put(stage, output);
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
    outputs.values().forEach(StageOutput::close);
    outputs.clear();
  }
}
