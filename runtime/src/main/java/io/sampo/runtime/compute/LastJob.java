package io.sampo.runtime.compute;

import io.sampo.runtime.work.TaskWork.Status;

/** The call that ends a lane. It is made again when it throws. */
final class LastJob extends Job {
  private final Runnable call;

  LastJob(Lane lane, Runnable call) {
    super(lane, Long.MAX_VALUE);
    this.call = call;
  }

  @Override
  Status step(long deadlineNanos) {
    call.run();
    return Status.DONE;
  }
}
