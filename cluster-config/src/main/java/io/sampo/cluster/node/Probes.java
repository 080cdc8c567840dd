package io.sampo.cluster.node;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.cluster.probe.NodeMeters;
import io.sampo.cluster.probe.ProbeServer;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A member's probes, where its settings ask for them. */
final class Probes implements AutoCloseable {
  private final @Nullable NodeMeters meters;
  private final @Nullable ProbeServer server;

  private Probes(@Nullable NodeMeters meters, @Nullable ProbeServer server) {
    this.meters = meters;
    this.server = server;
  }

  /**
   * Starts them.
   *
   * @param figures adds the member's own figures
   */
  static Probes start(
      NodeSettings settings,
      BooleanSupplier live,
      BooleanSupplier ready,
      Consumer<NodeMeters> figures) {
    Optional<HostPort> address = settings.probes();
    if (address.isEmpty()) {
      return new Probes(null, null);
    }
    var meters = new NodeMeters(settings.role().label());
    figures.accept(meters);
    try {
      return new Probes(meters, ProbeServer.start(address.get(), meters, live, ready));
    } catch (IOException e) {
      meters.close();
      throw new SampoException(
          ErrorCode.CONNECTION_FAILED,
          Map.of("address", address.get(), "details", "cannot listen: " + e.getMessage()),
          null,
          e);
    }
  }

  /** Where they answer. */
  Optional<HostPort> address() {
    return Optional.ofNullable(server).map(ProbeServer::address);
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    if (meters != null) {
      meters.close();
    }
  }
}
