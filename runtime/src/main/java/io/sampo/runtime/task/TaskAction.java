package io.sampo.runtime.task;

/** What the actor of an attempt is to do. */
sealed interface TaskAction {
  /** Hand the attempt to the compute threads. */
  record Submit() implements TaskAction {}

  /** Have the compute threads abandon it. */
  record StopAttempt() implements TaskAction {}

  /** Tell the stage, and end. */
  record End(TaskReport report) implements TaskAction {}
}
