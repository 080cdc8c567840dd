package io.sampo.runtime.stage;

/** How far a stage is. Written by the stage's actor, read by any thread. */
public final class StageProgress {
  private volatile int tasksTotal;
  private volatile int tasksDone;

  /** The tasks of the phases known so far. */
  public int tasksTotal() {
    return tasksTotal;
  }

  public int tasksDone() {
    return tasksDone;
  }

  void update(int total, int done) {
    tasksTotal = total;
    tasksDone = done;
  }
}
