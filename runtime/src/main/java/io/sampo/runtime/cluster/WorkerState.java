package io.sampo.runtime.cluster;

import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.WorkerInfo;
import java.util.LinkedHashSet;
import java.util.Set;

/** What the driver knows of a worker. Used by one thread. */
final class WorkerState {
  final WorkerInfo info;
  final Set<ProducerAttempt> running = new LinkedHashSet<>();
  boolean draining;
  long tasksDone;

  WorkerState(WorkerInfo info) {
    this.info = info;
  }

  int free() {
    return draining ? 0 : info.slots() - running.size();
  }
}
