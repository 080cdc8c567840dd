package io.sampo.cluster.node;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.network.TlsSettings;
import io.sampo.runtime.remote.client.DriverCall;
import io.sampo.runtime.remote.client.MasterUrl;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;

/** Asks drivers where the members of their cluster are. */
final class Invitation {
  private static final long BETWEEN_TRIES = Duration.ofMillis(200).toNanos();

  private final DriverCall call;

  Invitation(Optional<TlsSettings> tls) {
    this.call = new DriverCall(Sockets.of(tls));
  }

  /**
   * The members of the first cluster that answers; empty when none does.
   *
   * @throws SampoException when a driver refuses this process
   */
  List<HostPort> ask(List<HostPort> drivers, String who) {
    if (drivers.isEmpty()) {
      return List.of();
    }
    try {
      Response response = call.ask(new MasterUrl(drivers), new Request.Join(Optional.of(who)));
      return response instanceof Response.Members members
          ? members.seeds().stream().flatMap(seed -> HostPort.parse(seed).stream()).toList()
          : List.of();
    } catch (SampoException e) {
      // Whom a driver does not trust today it does not trust in a moment either.
      if (e.code() != ErrorCode.CONNECTION_FAILED || e.getCause() instanceof SSLException) {
        throw e;
      }
      return List.of();
    }
  }

  /**
   * Asks until a driver names members.
   *
   * @throws SampoException when none did in time, or one refuses this process
   */
  List<HostPort> await(List<HostPort> drivers, String who, Duration longest) {
    long until = System.nanoTime() + longest.toNanos();
    while (true) {
      List<HostPort> members = ask(drivers, who);
      if (!members.isEmpty()) {
        return members;
      }
      if (System.nanoTime() > until || Thread.currentThread().isInterrupted()) {
        throw new SampoException(
            ErrorCode.CONNECTION_FAILED,
            Map.of(
                "address",
                new MasterUrl(drivers),
                "details",
                "no driver answered in " + longest.toSeconds() + " s"));
      }
      LockSupport.parkNanos(BETWEEN_TRIES);
    }
  }
}
