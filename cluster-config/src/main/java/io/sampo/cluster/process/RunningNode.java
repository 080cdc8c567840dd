package io.sampo.cluster.process;

import io.sampo.cluster.config.Role;
import io.sampo.cluster.node.DriverNode;
import io.sampo.cluster.node.NodeFaults;
import io.sampo.cluster.node.WorkerMember;
import io.sampo.runtime.network.HostPort;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A member that makes up this process: SIGTERM and Ctrl-C make it leave in order. */
public final class RunningNode {
  private final Role role;
  private final HostPort address;
  private final Optional<HostPort> probes;
  private final CompletionStage<Void> ended;
  private final AtomicBoolean asked = new AtomicBoolean();

  private RunningNode(
      Role role,
      HostPort address,
      Optional<HostPort> probes,
      CompletionStage<Void> ended,
      AutoCloseable node) {
    this.probes = probes;
    this.role = role;
    this.address = address;
    this.ended = ended;
    Runtime.getRuntime().addShutdownHook(new Thread(() -> leave(node), "sampo-leave"));
  }

  /**
   * Starts the member and waits until the cluster has taken it.
   *
   * @throws io.sampo.error.SampoException when that does not work
   */
  public static RunningNode start(NodeArguments arguments) {
    return start(arguments, NodeFaults.NONE);
  }

  /** The same with a worker's troubles. */
  static RunningNode start(NodeArguments arguments, NodeFaults faults) {
    return switch (arguments.role()) {
      case DRIVER -> {
        DriverNode driver = DriverNode.start(arguments.driver());
        yield new RunningNode(
            Role.DRIVER, driver.clients(), driver.probes(), driver.ended(), driver);
      }
      case WORKER -> {
        WorkerMember worker = WorkerMember.start(arguments.worker(), faults);
        yield new RunningNode(
            Role.WORKER, worker.address(), worker.probes(), worker.ended(), worker);
      }
    };
  }

  /** A driver's address for clients, a worker's for members. */
  public HostPort address() {
    return address;
  }

  /** Where it answers about its health and figures. */
  public Optional<HostPort> probes() {
    return probes;
  }

  /** What announces it: {@code worker pid 4711 127.0.0.1:25522}. */
  public String line() {
    return role.label() + " pid " + ProcessHandle.current().pid() + " " + address;
  }

  /** Waits for its end; false when the cluster put it out. */
  public boolean await() {
    ended.toCompletableFuture().join();
    return asked.get();
  }

  private void leave(AutoCloseable node) {
    asked.set(true);
    try {
      node.close();
    } catch (Exception _) {
      // The process ends either way.
    }
  }
}
