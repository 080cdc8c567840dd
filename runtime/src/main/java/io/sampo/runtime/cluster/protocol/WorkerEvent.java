package io.sampo.runtime.cluster.protocol;

import io.sampo.runtime.serde.ClusterMessage;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import org.apache.pekko.actor.typed.ActorRef;

/** What becomes of workers. */
public sealed interface WorkerEvent extends ClusterMessage {
  /** A worker may be given tasks from now on. */
  record WorkerJoined(ActorRef<WorkerCommand> worker, WorkerInfo info) implements WorkerEvent {}

  /** A worker is gone, and what its tasks wrote with it. */
  record WorkerLost(String id) implements WorkerEvent {}

  /** A worker wants to leave: it gets no new tasks; what it wrote can be read until it is lost. */
  record WorkerDraining(String id) implements WorkerEvent {}
}
