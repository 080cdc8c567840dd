package io.sampo.runtime.membership.protocol;

import io.sampo.runtime.serde.ClusterMessage;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import org.apache.pekko.actor.typed.ActorRef;

/** To the active driver. */
public sealed interface CoordinatorMessage extends ClusterMessage {
  /**
   * A worker is there and has these figures; sent every second.
   *
   * @param worker who it is
   * @param actor takes its orders
   * @param figures what it does now
   */
  record Report(WorkerIdentity worker, ActorRef<WorkerCommand> actor, WorkerFigures figures)
      implements CoordinatorMessage {}

  /** A worker takes no new tasks and will leave. */
  record Leaving(String worker) implements CoordinatorMessage {}

  /** A worker's process has ended. */
  record Gone(String worker) implements CoordinatorMessage {}

  /** Asks where clients find the active driver. */
  record WhoIsActive(ActorRef<ActiveDriver> replyTo) implements CoordinatorMessage {}
}
