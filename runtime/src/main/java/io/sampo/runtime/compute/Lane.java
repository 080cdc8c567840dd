package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork;
import io.sampo.runtime.work.TaskWork.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One query's share of the compute threads. Jobs of earlier stages go first; within a stage, what
 * was submitted first. A task that has begun goes on before the next one begins, so that as few as
 * possible hold memory. Safe for use by many threads.
 */
public final class Lane {
  private static final int STAGE_SHIFT = 40;

  private final ComputePool pool;
  private final ReadFigures figures = new ReadFigures();

  // All below is guarded by the pool's lock.
  final PriorityQueue<Job> queue = new PriorityQueue<>(Comparator.comparingLong(Job::order));

  /** Time used so far, or granted when that is more. */
  long spentNanos;

  /** Everything that has not ended. */
  private final List<Job> live = new ArrayList<>();

  private long submitted;
  private boolean draining;
  private @Nullable Job last;

  Lane(ComputePool pool) {
    this.pool = pool;
  }

  ComputePool pool() {
    return pool;
  }

  ReadFigures figures() {
    return figures;
  }

  /** Runs a task. */
  public TaskJob submit(int stage, TaskWork work, AttemptListener listener) {
    return pool.admit(this, () -> new TaskJob(this, order(stage), work, false, listener));
  }

  /** Makes a fresh attempt at what failed, and runs it. */
  public TaskJob retry(int stage, TaskWork failed, AttemptListener listener) {
    return pool.admit(this, () -> new TaskJob(this, order(stage), failed, true, listener));
  }

  /**
   * Makes a quick call on a compute thread.
   *
   * @param call yields no null
   */
  public <T> void call(int stage, Supplier<T> call, Reply<T> reply) {
    pool.admit(this, () -> new CallJob<>(this, order(stage), call, reply));
  }

  /**
   * Stops every task and, when nothing of this lane runs or waits any more, makes the last call.
   * Only the first of several last calls is made.
   */
  public void finish(Runnable lastCall) {
    pool.drain(this, lastCall);
  }

  /** What the lane's tasks have read. */
  public Progress read() {
    return figures.total();
  }

  private long order(int stage) {
    return ((long) stage << STAGE_SHIFT) + submitted++;
  }

  // What follows is called by the pool, under its lock.

  /** Whether tasks are to be stopped. */
  boolean draining() {
    return draining;
  }

  void entered(Job job) {
    live.add(job);
    job.stopRequested = draining;
  }

  /** Yields the last call when the job that ended was the last before it. */
  @Nullable Job ended(Job job) {
    live.remove(job);
    return takeLast();
  }

  /** Yields what is to be stopped; null-free. */
  List<Job> drain(Job lastCall) {
    if (draining) {
      return List.of();
    }
    draining = true;
    last = lastCall;
    return List.copyOf(live);
  }

  @Nullable Job takeLast() {
    if (!draining || !live.isEmpty()) {
      return null;
    }
    Job job = last;
    last = null;
    return job;
  }
}
