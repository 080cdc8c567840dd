package io.sampo.runtime.operator;

import io.sampo.physical.Sink;
import io.sampo.physical.Stage;
import io.sampo.physical.StageGraph;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import java.util.List;

/**
 * A join's hash table that is built once and looked into by many runs. What it is made of is freed
 * by {@link #free} only. Safe for use by many threads.
 */
public final class SharedBuild {
  private final int stage;
  private final QueryRun run;
  private final Runnable closeMemory;
  private boolean freed;

  /**
   * @param stage one that builds a table, and reads no other stage
   * @param readers the stages that will look into it, and others
   * @param context of the build; its memory is used by the table alone
   * @param closeMemory frees the context's memory, when the table is gone
   */
  public SharedBuild(Stage stage, List<Stage> readers, QueryContext context, Runnable closeMemory) {
    if (!isPossible(stage)) {
      throw new IllegalArgumentException("stage " + stage.id() + " builds no table of its own");
    }
    this.stage = stage.id();
    this.run = new QueryRun(new StageGraph(List.of(stage), List.of(), context.ranges()), context);
    this.closeMemory = closeMemory;
    run.readBy(readers);
  }

  /** Whether the stage builds a table and reads no other stage. */
  public static boolean isPossible(Stage stage) {
    return stage.sink() instanceof Sink.BuildTable && stage.inputs().isEmpty();
  }

  /** The build as work. Its end frees nothing. */
  public QueryWork work() {
    return new QueryWork() {
      @Override
      public List<StageWork> stages() {
        return run.stages();
      }

      @Override
      public void close() {
        // The table lives on.
      }
    };
  }

  /** Whether the table is there and in memory; what went to disk cannot be shared. */
  public synchronized boolean isReady() {
    return !freed && run.hasOutput(stage) && run.output(stage) instanceof StageOutput.Table;
  }

  StageOutput output() {
    return run.output(stage);
  }

  /** Makes the build end soon. */
  public void cancel() {
    run.cancel();
  }

  /** Frees the table. Nobody may build or look into it any more. May be called twice. */
  public synchronized void free() {
    if (!freed) {
      freed = true;
      run.close();
      closeMemory.run();
    }
  }
}
