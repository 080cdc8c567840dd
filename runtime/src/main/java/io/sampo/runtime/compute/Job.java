package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork.Status;

/** Something that a compute thread does, in one step or several. */
abstract class Job {
  /** Where a job is; guarded by the pool's lock. */
  enum Place {
    QUEUED,
    RUNNING,
    /** Out of the pool until woken. */
    PARKED,
    ENDED
  }

  private final Lane lane;
  private final long order;

  /** Guarded by the pool's lock. */
  Place place = Place.QUEUED;

  /** Whether it was woken while running; guarded by the pool's lock. */
  boolean woken;

  /** Whether it shall end soon. Written under the pool's lock. */
  volatile boolean stopRequested;

  Job(Lane lane, long order) {
    this.lane = lane;
    this.order = order;
  }

  Lane lane() {
    return lane;
  }

  /** Jobs of one lane run by rising order. */
  long order() {
    return order;
  }

  /**
   * Does the next piece. Only telling how the job ended may throw; the step is then taken again.
   *
   * @param deadlineNanos when to be back, in terms of System.nanoTime
   */
  abstract Status step(long deadlineNanos);
}
