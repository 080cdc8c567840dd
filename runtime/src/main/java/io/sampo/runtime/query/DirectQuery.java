package io.sampo.runtime.query;

import io.sampo.error.SampoException;
import io.sampo.runtime.stage.DirectStage;
import io.sampo.runtime.stage.StageReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs one query without actors, and so without waking a thread that only passes words: a compute
 * thread that ends a task finds out what comes next, and takes it from its pool. Safe for use by
 * many threads.
 */
public final class DirectQuery {
  private final QueryRun run;
  private final Turns turns = new Turns();
  private final QueryState state;

  // What follows is used in turn.
  private final Map<Integer, DirectStage> stages = new TreeMap<>();
  private int stagesDone;
  private boolean ended;

  /** Of a run that tries nothing again after a pause. */
  public DirectQuery(QueryRun run) {
    this.run = run;
    this.state = run.newState();
  }

  /** To be called once. */
  public void start() {
    inTurn(() -> perform(state.started()));
  }

  /** Ends it soon. Harmless when it has ended. */
  public void cancel() {
    inTurn(() -> perform(state.cancelled()));
  }

  /** Calls that come after the end are left out: whoever made them is not waited for. */
  private void inTurn(Runnable call) {
    turns.take(() -> {
      if (!ended) {
        try {
          call.run();
        } catch (Throwable trouble) {
          failed(trouble);
        }
      }
    });
  }

  /** The machinery itself failed: a fault of the engine, or no heap left. */
  private void failed(Throwable trouble) {
    var error = SampoException.internal("the query's stages cannot be run: " + trouble, trouble);
    for (DirectStage stage : List.copyOf(stages.values())) {
      try {
        stage.orphaned();
      } catch (RuntimeException more) {
        error.addSuppressed(more);
      }
    }
    finish(error);
  }

  private void reported(StageReport report) {
    switch (report) {
      case StageReport.Completed(int stage) -> {
        stages.remove(stage);
        stagesDone++;
      }
      case StageReport.Stopped(int stage, List<Throwable> troubles) -> stages.remove(stage);
      case StageReport.Failed failed -> {}
    }
    perform(state.stageReported(report));
  }

  private void perform(List<QueryAction> actions) {
    for (QueryAction action : actions) {
      switch (action) {
        case QueryAction.StartStage(int stage) -> start(stage);
        case QueryAction.StopStage(int stage) -> stop(stage);
        case QueryAction.Finish(@Nullable SampoException error) -> finish(error);
      }
    }
    run.stageNow("", stagesDone);
  }

  private void start(int id) {
    var stage =
        new DirectStage(run.order(id), this::inTurn, report -> inTurn(() -> reported(report)));
    stages.put(id, stage);
    stage.start();
  }

  private void stop(int id) {
    DirectStage stage = stages.get(id);
    if (stage != null) {
      stage.stop();
    }
  }

  private void finish(@Nullable SampoException error) {
    ended = true;
    run.finish(error);
  }
}
