package io.sampo.runtime.worker;

import io.sampo.runtime.worker.protocol.TaskOrder;

/**
 * Troubles for real tasks, for trying out recovery: told at certain points of every attempt, it may
 * throw what a disk or a flow throws there, hold the thread up, or end the worker. Called by many
 * threads, those that compute.
 */
@FunctionalInterface
public interface TaskFaults {
  /** Where an attempt is. */
  enum Point {
    /** It has got a block of another fragment. */
    AFTER_READ,
    /** It is about to hand a block to its worker's store. */
    BEFORE_WRITE,
    /** The store has the block. */
    AFTER_WRITE
  }

  /** No troubles. */
  TaskFaults NONE = (point, order) -> {};

  /**
   * An attempt is at a point.
   *
   * @throws RuntimeException as the trouble of the attempt
   */
  void at(Point point, TaskOrder order);
}
