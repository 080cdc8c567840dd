package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The compute threads. A thread takes a job, runs one slice of it, and puts it back or reports its
 * end; one short critical section per slice does all the bookkeeping. Safe for use by many threads.
 *
 * <p>A task that waits is out of the queue until its waker is called. A call that comes while the
 * slice still runs is remembered, so none is lost.
 */
public final class ComputePool implements AutoCloseable {
  /** How long a slice is asked to run: short against the 100 ms a cancelled query may take. */
  public static final long SLICE_NANOS = 5_000_000;

  private static final int MOST_REPORTS = 1_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final FairQueue queue = new FairQueue();
  private final List<Thread> threads = new ArrayList<>();
  private int idle;
  private boolean closed;

  /** Starts the threads, as daemons. */
  public ComputePool(String name, int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("cores must be positive: " + cores);
    }
    for (int i = 0; i < cores; i++) {
      Thread thread = new Thread(this::work, name + "-compute-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** A new query's share. Needs no closing: it is gone when nothing of it is left. */
  public Lane openLane() {
    return new Lane(this);
  }

  <J extends Job> J admit(Lane lane, Supplier<J> maker) {
    lock.lock();
    try {
      J job = maker.get();
      lane.entered(job);
      enqueue(job);
      signalIfNeeded();
      return job;
    } finally {
      lock.unlock();
    }
  }

  void wake(Job job) {
    lock.lock();
    try {
      unpark(job);
      signalIfNeeded();
    } finally {
      lock.unlock();
    }
  }

  void stop(Job job) {
    lock.lock();
    try {
      job.stopRequested = true;
      unpark(job);
      signalIfNeeded();
    } finally {
      lock.unlock();
    }
  }

  void drain(Lane lane, Runnable lastCall) {
    lock.lock();
    try {
      for (Job job : lane.drain(new LastJob(lane, lastCall))) {
        job.stopRequested = true;
        unpark(job);
      }
      enqueueLast(lane.takeLast());
      signalIfNeeded();
    } finally {
      lock.unlock();
    }
  }

  /** Ends the threads when nothing is left to run, and waits for that. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread != Thread.currentThread() && thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    int failedReports = 0;
    @Nullable Job job = take();
    while (job != null) {
      long start = System.nanoTime();
      Status status;
      try {
        status = job.step(start + SLICE_NANOS);
        failedReports = 0;
      } catch (Throwable trouble) {
        // Only telling the end can throw, for want of heap: the next step tells it again.
        status = ++failedReports < MOST_REPORTS ? Status.RUNNING : Status.DONE;
      }
      // A task's interrupt is its own affair.
      Thread.interrupted();
      job = settleAndTake(job, status, System.nanoTime() - start);
    }
  }

  private @Nullable Job settleAndTake(Job job, Status status, long usedNanos) {
    lock.lock();
    try {
      queue.charge(job.lane(), usedNanos - SLICE_NANOS);
      switch (status) {
        case RUNNING -> enqueue(job);
        case WAITING -> {
          if (job.woken || job.stopRequested) {
            enqueue(job);
          } else {
            job.place = Job.Place.PARKED;
          }
        }
        case DONE -> {
          job.place = Job.Place.ENDED;
          enqueueLast(job.lane().ended(job));
        }
      }
      return take();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Job take() {
    lock.lock();
    try {
      Job job = queue.take(SLICE_NANOS);
      while (job == null && !closed) {
        idle++;
        arrived.awaitUninterruptibly();
        idle--;
        job = queue.take(SLICE_NANOS);
      }
      if (job != null) {
        job.place = Job.Place.RUNNING;
        job.woken = false;
        signalIfNeeded();
      }
      return job;
    } finally {
      lock.unlock();
    }
  }

  private void unpark(Job job) {
    switch (job.place) {
      case RUNNING -> job.woken = true;
      case PARKED -> enqueue(job);
      case QUEUED, ENDED -> {}
    }
  }

  private void enqueueLast(@Nullable Job last) {
    if (last != null) {
      enqueue(last);
    }
  }

  private void enqueue(Job job) {
    job.place = Job.Place.QUEUED;
    queue.add(job);
  }

  private void signalIfNeeded() {
    if (idle > 0 && !queue.isEmpty()) {
      arrived.signal();
    }
  }
}
