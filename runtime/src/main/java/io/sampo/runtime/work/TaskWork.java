package io.sampo.runtime.work;

/**
 * One task: computes in slices on a compute thread. All methods but {@link #progress()} are called
 * by one thread at a time (not always the same one, with happens-before between).
 */
public interface TaskWork {
  /** What a slice left behind. */
  enum Status {
    /** There is more to do. */
    RUNNING,
    /**
     * Nothing can be done until the waker that the slice was given is called, for example because
     * the result's consumer is slow. A task must not wait for a task after it in its phase, which
     * may not have begun: a bounded number is on its way at once.
     */
    WAITING,
    /** The task is done and has published what it made. */
    DONE
  }

  /**
   * Works until done, or until about the deadline.
   *
   * @param deadlineNanos in terms of System.nanoTime
   * @param waker called, from any thread and maybe before this method returns, once WAITING work
   *     may go on
   * @throws io.sampo.error.SampoException what went wrong; its category decides whether a new
   *     attempt is made
   */
  Status runSlice(long deadlineNanos, Runnable waker);

  /** Where it reads from, for errors: the input split in words; empty when it reads none. */
  String input();

  /**
   * Frees what a task that is not DONE holds. Called once for every attempt that failed or was
   * cancelled; what it made so far vanishes.
   */
  void abandon();

  /** Whether it can be done again, which it cannot once it changes what it works on. */
  default boolean isRepeatable() {
    return true;
  }

  /** A fresh attempt at the same work, after {@link #abandon()}; only of what is repeatable. */
  TaskWork retry();

  /** Rows and bytes read so far; may be called by any thread at any time. */
  Progress progress();

  /** Figures of a task. */
  record Progress(long rows, long bytes) {
    public static final Progress NONE = new Progress(0, 0);
  }
}
