package io.sampo.runtime.operator;

import io.sampo.runtime.batch.ColumnBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result batches on their way from the tasks of the last stage to the one who asked: first all of
 * task 0, then all of task 1, and so on. Each task may be a few batches ahead. Safe for use by many
 * threads.
 */
final class ResultQueue {
  private static final int AHEAD = 16;

  private final long bytesAhead;

  private final List<Lane> lanes = new ArrayList<>();
  private int current;
  private boolean complete;
  private boolean closed;
  private @Nullable Throwable failure;

  private static final class Lane {
    final ArrayDeque<ColumnBatch> batches = new ArrayDeque<>();
    long bytes;
    int accepted;
    boolean done;
    @Nullable Runnable waker;
  }

  /**
   * @param bytesAhead a task with so many bytes of batches waiting for the reader makes no more
   */
  ResultQueue(long bytesAhead) {
    this.bytesAhead = bytesAhead;
  }

  /** Opens a lane for each of so many further tasks. */
  synchronized void open(int tasks) {
    for (int i = 0; i < tasks; i++) {
      lanes.add(new Lane());
    }
  }

  /** Whether the task may go on; otherwise the waker is called when it may. */
  synchronized boolean mayGoOn(int task, Runnable waker) {
    Lane lane = lanes.get(task);
    if (closed || lane.batches.size() < AHEAD && lane.bytes < bytesAhead) {
      return true;
    }
    lane.waker = waker;
    return false;
  }

  /**
   * Takes over a batch.
   *
   * @param sequence counts the task's batches from 0; a batch that an earlier attempt of the task
   *     handed over already is dropped
   */
  synchronized void add(int task, int sequence, ColumnBatch batch) {
    Lane lane = lanes.get(task);
    if (closed || sequence < lane.accepted) {
      batch.close();
      return;
    }
    lane.accepted++;
    lane.batches.add(batch);
    lane.bytes += batch.bytes();
    notifyAll();
  }

  synchronized void done(int task) {
    lanes.get(task).done = true;
    notifyAll();
  }

  /** The query ended; with a failure, waiting readers get it. */
  synchronized void complete(@Nullable Throwable cause) {
    complete = true;
    failure = cause;
    notifyAll();
  }

  /** Waits for the next batch, which is the caller's; null at the end. */
  @Nullable ColumnBatch take() throws InterruptedException {
    Runnable waker = null;
    ColumnBatch batch = null;
    synchronized (this) {
      while (batch == null) {
        if (failure != null) {
          throw new ResultFailure(failure);
        }
        if (closed) {
          return null;
        }
        if (current < lanes.size()) {
          Lane lane = lanes.get(current);
          batch = lane.batches.poll();
          if (batch != null) {
            lane.bytes -= batch.bytes();
            waker = lane.waker;
            lane.waker = null;
            continue;
          }
          if (lane.done) {
            current++;
            continue;
          }
        } else if (complete) {
          return null;
        }
        wait();
      }
    }
    if (waker != null) {
      waker.run();
    }
    return batch;
  }

  /** The query's failure, to be unwrapped by the reader. */
  static final class ResultFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ResultFailure(Throwable cause) {
      super(cause);
    }
  }

  /** Frees all batches; tasks may go on and their batches are dropped. */
  void close() {
    var wakers = new ArrayList<Runnable>();
    synchronized (this) {
      closed = true;
      for (Lane lane : lanes) {
        lane.batches.forEach(ColumnBatch::close);
        lane.batches.clear();
        lane.bytes = 0;
        if (lane.waker != null) {
          wakers.add(lane.waker);
          lane.waker = null;
        }
      }
      notifyAll();
    }
    wakers.forEach(Runnable::run);
  }
}
