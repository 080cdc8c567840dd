package io.sampo.runtime.engine;

import io.sampo.runtime.memory.QueryMemory;
import io.sampo.runtime.spill.SpillSpace;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import io.sampo.runtime.work.TaskWork;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A query's work that takes figures of each stage while it runs. */
final class MeasuredWork implements QueryWork {
  private final QueryWork work;
  private final Map<Integer, StageFigures> figures;
  private final QueryMemory memory;
  private final SpillSpace spill;
  private final List<StageWork> stages;

  /**
   * @param figures takes them, by the numbers of all stages
   */
  MeasuredWork(
      QueryWork work, Map<Integer, StageFigures> figures, QueryMemory memory, SpillSpace spill) {
    this.work = work;
    this.figures = figures;
    this.memory = memory;
    this.spill = spill;
    this.stages = work.stages().stream().<StageWork>map(MeasuredStage::new).toList();
  }

  @Override
  public List<StageWork> stages() {
    return stages;
  }

  @Override
  public void close() {
    work.close();
  }

  private final class MeasuredStage implements StageWork {
    private final StageWork stage;
    private final StageFigures into;

    MeasuredStage(StageWork stage) {
      this.stage = stage;
      this.into = Objects.requireNonNull(figures.get(stage.id()));
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
      return stage.description();
    }

    @Override
    public List<TaskWork> nextPhase() {
      List<TaskWork> tasks = stage.nextPhase();
      into.tasks.addAndGet(tasks.size());
      return tasks.stream()
          .<TaskWork>map(task -> new MeasuredTask(stage.id(), task, into))
          .toList();
    }
  }

  private final class MeasuredTask implements TaskWork {
    private final int stage;
    private final TaskWork task;
    private final StageFigures into;

    MeasuredTask(int stage, TaskWork task, StageFigures into) {
      this.stage = stage;
      this.task = task;
      this.into = into;
    }

    @Override
    public Status runSlice(long deadlineNanos, Runnable waker) {
      long start = System.nanoTime();
      long spilled = spill.bytesWrittenHere();
      try {
        Status status = task.runSlice(deadlineNanos, waker);
        if (status == Status.DONE) {
          into.bytesRead.addAndGet(task.progress().bytes());
        }
        return status;
      } finally {
        into.slice(
            start,
            System.nanoTime(),
            spill.bytesWrittenHere() - spilled,
            memory.stage(stage).peak());
      }
    }

    @Override
    public String input() {
      return task.input();
    }

    @Override
    public void abandon() {
      task.abandon();
    }

    @Override
    public boolean isRepeatable() {
      return task.isRepeatable();
    }

    @Override
    public TaskWork retry() {
      into.retries.incrementAndGet();
      return new MeasuredTask(stage, task.retry(), into);
    }

    @Override
    public Progress progress() {
      return task.progress();
    }
  }
}
