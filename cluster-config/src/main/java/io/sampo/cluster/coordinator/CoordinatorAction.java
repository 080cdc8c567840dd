package io.sampo.cluster.coordinator;

import io.sampo.runtime.membership.protocol.WorkerIdentity;

/** What the coordinator has to do. */
sealed interface CoordinatorAction {
  /** Tell that a worker is there. */
  record TellJoined(WorkerIdentity worker) implements CoordinatorAction {}

  /** Tell that a worker will leave. */
  record TellLeaving(String worker) implements CoordinatorAction {}

  /** Tell that a worker is gone. */
  record TellLost(String worker, String reason) implements CoordinatorAction {}

  /** Put a member out of the cluster, so that it cannot come back half alive. */
  record Down(String address) implements CoordinatorAction {}
}
