package io.sampo.cluster.node;

import io.sampo.runtime.network.HostPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks a machine whether somebody listens at a port. */
final class Listeners {
  private static final int TRIES = 3;

  /** Shorter than a system waits for a machine that is not there, which ends alike. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final long BETWEEN_TRIES = Duration.ofMillis(100).toNanos();

  private Listeners() {}

  /**
   * Whether the machine refuses connections to the port, several times in a row, which means that
   * the process which listened there has ended. A process that hangs does not refuse, and neither
   * does a machine or a network that does not answer.
   */
  static boolean isGone(HostPort address) {
    for (int i = 0; i < TRIES; i++) {
      try (var socket = new Socket()) {
        socket.connect(address.resolved(), (int) PATIENCE.toMillis());
        return false;
      } catch (ConnectException _) {
        LockSupport.parkNanos(BETWEEN_TRIES);
      } catch (IOException _) {
        return false;
      }
    }
    return true;
  }
}
