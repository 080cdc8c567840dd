package io.sampo.runtime.operator;

import io.sampo.runtime.work.TaskWork;

/** A task without input of its own that is done in one go. */
final class Work implements TaskWork {
  private final Runnable action;
  private final boolean repeatable;

  Work(Runnable action) {
    this(action, true);
  }

  private Work(Runnable action, boolean repeatable) {
    this.action = action;
    this.repeatable = repeatable;
  }

  /** A task that changes what it works on, so that it must not be done a second time. */
  static Work once(Runnable action) {
    return new Work(action, false);
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
  public boolean isRepeatable() {
    return repeatable;
  }

  @Override
  public TaskWork retry() {
    if (!repeatable) {
      throw new IllegalStateException("this work cannot be repeated");
    }
    return new Work(action);
  }

  @Override
  public Progress progress() {
    return Progress.NONE;
  }
}
