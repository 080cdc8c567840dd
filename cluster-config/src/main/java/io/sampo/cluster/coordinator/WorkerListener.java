package io.sampo.cluster.coordinator;

import io.sampo.runtime.membership.protocol.WorkerIdentity;

/** Is told which workers there are. Called by one thread at a time, must not block. */
public interface WorkerListener {
  /** A worker is there, and gets tasks from now on. */
  void joined(WorkerIdentity worker);

  /**
   * A worker is gone for good, or will be soon and takes no new tasks.
   *
   * @param reason in a few words
   */
  void lost(String worker, String reason);
}
