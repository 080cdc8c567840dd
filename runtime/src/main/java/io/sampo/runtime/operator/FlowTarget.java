package io.sampo.runtime.operator;

/** Where tasks send the rows of flows. Safe for use by many threads. */
interface FlowTarget {
  /** The number of one more task; parts are in the order of these numbers. */
  int newTask();

  /** An empty part for a task. */
  SinkPart newPart(int task);

  /**
   * Whether tasks may share the input as they come; otherwise each has a fixed share, so that the
   * parts are in the input's order.
   */
  boolean sharesInput();

  /**
   * Takes over the part of a task that is done; a second one of the same task replaces the first.
   */
  void publish(int task, SinkPart part);

  /** As {@link SinkRun#spreading}. */
  default Spreading spreading() {
    return Spreading.ANY;
  }

  /** As {@link SinkRun#wantsLongShares}. */
  default boolean wantsLongShares() {
    return false;
  }
}
