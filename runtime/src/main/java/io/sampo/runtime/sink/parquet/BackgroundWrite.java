package io.sampo.runtime.sink.parquet;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Writes one row group on a thread of its own, while the next one is gathered. Started and waited
 * for by one thread.
 */
final class BackgroundWrite {
  private final RowGroupBuffer rowGroup;
  private final FutureTask<Boolean> task;
  private final Thread thread;

  private BackgroundWrite(RowGroupBuffer rowGroup, Callable<Boolean> work) {
    this.rowGroup = rowGroup;
    this.task = new FutureTask<>(work);
    this.thread = Thread.ofPlatform().daemon().name("sampo-write").unstarted(task);
  }

  /**
   * Starts the work, to which the row group belongs until {@link #join} returns.
   *
   * @param work writes the row group and clears it
   */
  static BackgroundWrite start(RowGroupBuffer rowGroup, Callable<Boolean> work) {
    var write = new BackgroundWrite(rowGroup, work);
    write.thread.start();
    return write;
  }

  /** The row group the work began with. */
  RowGroupBuffer rowGroup() {
    return rowGroup;
  }

  /**
   * Waits until the work has ended one way or the other, even when the thread is interrupted, since
   * the work uses memory of the caller's.
   */
  void join() {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Throws what the work failed with, if it did.
   *
   * @throws IOException as the work threw it
   */
  void check() throws IOException {
    if (task.state() == Future.State.FAILED) {
      switch (task.exceptionNow()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case Throwable cause -> throw new IllegalStateException(cause);
      }
    }
  }
}
