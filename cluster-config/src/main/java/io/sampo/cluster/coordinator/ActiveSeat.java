package io.sampo.cluster.coordinator;

import io.sampo.runtime.remote.protocol.ClusterView;
import java.util.List;

/**
 * A driver node's part in being the active one: whether it is, and the workers that its coordinator
 * knows. Safe for use by many threads.
 */
public final class ActiveSeat {
  private final String clientAddress;
  private final WorkerListener workers;
  private volatile boolean active;
  private volatile List<ClusterView.Worker> shown = List.of();

  /**
   * Not the active one yet.
   *
   * @param clientAddress where clients reach this node, {@code host:port}
   */
  public ActiveSeat(String clientAddress, WorkerListener workers) {
    this.clientAddress = clientAddress;
    this.workers = workers;
  }

  /** Where clients reach this node. */
  public String clientAddress() {
    return clientAddress;
  }

  /** Whether this node is the active driver. */
  public boolean isActive() {
    return active;
  }

  /** The workers as they reported last, sorted by id; empty where this node is not active. */
  public List<ClusterView.Worker> shown() {
    return shown;
  }

  WorkerListener workers() {
    return workers;
  }

  void taken() {
    active = true;
  }

  void left() {
    active = false;
    shown = List.of();
  }

  void show(List<CoordinatorState.Known> known) {
    shown =
        known.stream()
            .map(worker ->
                new ClusterView.Worker(
                    worker.identity().id(),
                    worker.identity().pid(),
                    worker.identity().address(),
                    worker.identity().info().slots(),
                    worker.figures().memoryUsed(),
                    worker.identity().memoryLimit(),
                    0,
                    worker.figures().blocks()))
            .toList();
  }
}
