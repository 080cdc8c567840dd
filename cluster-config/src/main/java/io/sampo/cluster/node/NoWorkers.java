package io.sampo.cluster.node;

import io.sampo.cluster.coordinator.WorkerListener;
import io.sampo.runtime.membership.protocol.WorkerIdentity;

/** Where nobody needs to know about workers: the coordinator never runs on a worker. */
final class NoWorkers implements WorkerListener {
  @Override
  public void joined(WorkerIdentity worker) {}

  @Override
  public void lost(String worker, String reason) {}
}
