package io.sampo.runtime.operator;

import io.sampo.runtime.work.TaskWork;
import java.util.List;

/** Hands the rows to whoever asked, in the order of the tasks. */
final class ResultSink implements SinkRun {
  private final int stage;
  private final QueryRun query;

  ResultSink(int stage, QueryRun query) {
    this.stage = stage;
    this.query = query;
  }

  @Override
  public SinkPart newPart(int task) {
    return new ResultPart(query.schema(), query.context(stage).ofTask(task), query.queue(), task);
  }

  @Override
  public boolean sharesInput() {
    return false;
  }

  @Override
  public void start(int tasks) {
    query.queue().open(tasks);
  }

  @Override
  public List<TaskWork> nextPhase(List<SinkPart> parts) {
    return List.of();
  }
}
