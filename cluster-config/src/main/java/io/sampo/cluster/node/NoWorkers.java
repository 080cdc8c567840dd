package io.sampo.cluster.node;

import io.sampo.cluster.coordinator.WorkerListener;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** Where nobody needs to know about workers: the coordinator never runs on a worker. */
final class NoWorkers implements WorkerListener {
  @Override
  public void joined(WorkerIdentity worker, ActorRef<WorkerCommand> actor) {}

  @Override
  public void leaving(String worker) {}

  @Override
  public void lost(String worker, String reason) {}
}
