package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork;
import io.sampo.runtime.work.TaskWork.Status;
import org.jspecify.annotations.Nullable;

/** One attempt at a task on its way through the pool. Its waker may be called at any time. */
public final class TaskJob extends Job {
  private enum End {
    SUCCEEDED,
    FAILED,
    STOPPED
  }

  private final TaskWork source;
  private final AttemptListener listener;
  private final Runnable waker = () -> lane().pool().wake(this);

  private @Nullable TaskWork work;
  private boolean begun;
  private @Nullable End end;
  private @Nullable Throwable cause;

  /**
   * @param source what to run, or, of a retry, the attempt that failed
   */
  TaskJob(Lane lane, long order, TaskWork source, boolean retry, AttemptListener listener) {
    super(lane, order);
    this.source = source;
    this.listener = listener;
    this.work = retry ? null : source;
  }

  /** Has the attempt abandoned after its running slice; harmless when it has ended. */
  public void stop() {
    lane().pool().stop(this);
  }

  @Override
  Status step(long deadlineNanos) {
    if (end == null) {
      Status status = stopRequested ? abandon(End.STOPPED) : slice(deadlineNanos);
      if (end == null) {
        return status;
      }
    }
    tell(end);
    return Status.DONE;
  }

  private Status slice(long deadlineNanos) {
    try {
      if (work == null) {
        work = source.retry();
      }
      if (!begun) {
        begun = true;
        lane().figures().reading(work);
      }
      Status status = work.runSlice(deadlineNanos, waker);
      if (status == Status.DONE) {
        end = End.SUCCEEDED;
        lane().figures().done(work);
      }
      return status;
    } catch (Throwable failure) {
      cause = failure;
      return abandon(End.FAILED);
    }
  }

  private Status abandon(End how) {
    end = how;
    if (work != null) {
      lane().figures().vanished(work);
      try {
        work.abandon();
      } catch (Throwable trouble) {
        if (cause == null) {
          cause = trouble;
        } else if (cause != trouble) {
          cause.addSuppressed(trouble);
        }
      }
    }
    return Status.DONE;
  }

  private void tell(End how) {
    switch (how) {
      case SUCCEEDED -> listener.succeeded();
      case FAILED ->
          listener.failed(
              cause == null ? new IllegalStateException("no cause") : cause,
              work == null ? source : work);
      case STOPPED -> listener.stopped(cause);
    }
  }
}
