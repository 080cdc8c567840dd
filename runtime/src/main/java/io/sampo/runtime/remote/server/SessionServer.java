package io.sampo.runtime.remote.server;

import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.wire.Connection;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for clients and serves each connection by threads of its own. Safe for use by many
 * threads.
 */
public final class SessionServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionServer.class);
  private static final Duration PATIENCE_WITH_STRANGERS = Duration.ofSeconds(5);

  private final ServerSocket socket;
  private final HostPort address;
  private final OpenSessions sessions = new OpenSessions();
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Thread> accepting = new AtomicReference<>();
  private volatile boolean closed;

  private SessionServer(ServerSocket socket, HostPort address) {
    this.socket = socket;
    this.address = address;
  }

  /**
   * Takes the address; clients wait until {@link #serve}.
   *
   * @param address where; port 0 lets the system choose
   * @throws IOException when the address is taken
   */
  public static SessionServer listen(HostPort address, Sockets sockets) throws IOException {
    ServerSocket socket = sockets.listen(address);
    return new SessionServer(socket, new HostPort(address.host(), socket.getLocalPort()));
  }

  /** Starts to answer, once. */
  public void serve(Desk desk) {
    Thread thread =
        Thread.ofPlatform().daemon().name("sampo-clients").unstarted(() -> accept(desk));
    accepting.set(thread);
    thread.start();
  }

  /** Where it listens. */
  public HostPort address() {
    return address;
  }

  /** How many sessions are open. */
  public int sessions() {
    return sessions.count();
  }

  /** How many queries run. */
  public int queries() {
    return sessions.queries().size();
  }

  private void accept(Desk desk) {
    while (!closed) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual()
            .name("sampo-client-" + client.getPort())
            .start(() -> serve(client, desk));
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("a client could not be accepted: {}", e.toString());
        }
      }
    }
  }

  private void serve(Socket client, Desk desk) {
    Connection connection;
    try {
      Sockets.tune(client);
      connection = Connection.ofDriver(client, PATIENCE_WITH_STRANGERS);
    } catch (IOException | SampoException e) {
      LOG.warn("a client was refused: {}", e.toString());
      return;
    }
    connections.add(connection);
    try {
      if (!closed) {
        new ClientConnection(connection, sessions, desk).serve();
      }
    } finally {
      connections.remove(connection);
      connection.close();
    }
  }

  /** Stops listening and ends all sessions. The address is free when this returns. */
  @Override
  public void close() {
    closed = true;
    try {
      socket.close();
    } catch (IOException _) {
      // Nobody can connect either way.
    }
    // The system keeps the port until the thread has left its call to accept.
    Thread thread = accepting.get();
    if (thread != null) {
      awaitEnd(thread);
    }
    connections.forEach(Connection::close);
    sessions.closeAll();
  }

  private static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
