package io.sampo.runtime.operator;

import io.sampo.runtime.work.TaskWork;

/** A task without input of its own that is done in one go. */
final class Work implements TaskWork {
  private final Runnable action;

  Work(Runnable action) {
    this.action = action;
  }

  @Override
  public Status runSlice(long deadlineNanos, Runnable waker) {
    action.run();
    return Status.DONE;
  }

  @Override
  public String input() {
    return "";
  }

  @Override
  public void abandon() {}

  @Override
  public TaskWork retry() {
    return new Work(action);
  }

  @Override
  public Progress progress() {
    return Progress.NONE;
  }
}
