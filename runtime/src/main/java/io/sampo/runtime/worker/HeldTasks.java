package io.sampo.runtime.worker;

import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.Holdings;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.runtime.worker.protocol.TaskReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attempts of a worker that a new driver wants to know of. Used by one thread. */
final class HeldTasks {
  private final Map<ProducerAttempt, Holdings.Task> tasks = new LinkedHashMap<>();

  void started(TaskOrder order) {
    List<ProducerAttempt> read =
        order.inputs().stream()
            .flatMap(input -> input.partitions().stream())
            .map(PartitionLocation::address)
            .map(address -> address.producer())
            .distinct()
            .toList();
    tasks.put(
        order.attempt(), new Holdings.Task(order.attempt(), read, order.shape(), Optional.empty()));
  }

  /** Of an attempt that failed nothing is held. */
  void ended(TaskReport report) {
    switch (report) {
      case TaskReport.Done done ->
          tasks.computeIfPresent(done.attempt(), (attempt, task) -> task.ended(done));
      case TaskReport.Failed failed -> tasks.remove(failed.attempt());
    }
  }

  void forget(ProducerAttempt attempt) {
    tasks.remove(attempt);
  }

  /** The attempts of a query. */
  List<ProducerAttempt> of(String query) {
    return tasks.keySet().stream().filter(attempt -> attempt.query().equals(query)).toList();
  }

  void forget(String query) {
    tasks.keySet().removeIf(attempt -> attempt.query().equals(query));
  }

  Holdings told(String worker) {
    return new Holdings(worker, List.copyOf(tasks.values()));
  }
}
