package io.sampo.cluster.coordinator;

import io.sampo.runtime.membership.protocol.WorkerIdentity;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** Is told which workers there are. Called by one thread at a time, must not block. */
public interface WorkerListener {
  /** A worker is there, and gets tasks from now on. */
  void joined(WorkerIdentity worker, ActorRef<WorkerCommand> actor);

  /** A worker gets no new tasks and will be lost when its blocks are no longer needed. */
  void leaving(String worker);

  /**
   * A worker is gone for good.
   *
   * @param reason in a few words
   */
  void lost(String worker, String reason);
}
