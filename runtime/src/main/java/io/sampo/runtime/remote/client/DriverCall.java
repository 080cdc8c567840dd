package io.sampo.runtime.remote.client;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Connection;
import io.sampo.runtime.remote.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Connects to drivers and asks them single questions. Safe for use by many threads. */
public final class DriverCall {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** A driver beats twice a second while it works on an answer. */
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Sockets sockets;

  public DriverCall(Sockets sockets) {
    this.sockets = sockets;
  }

  Connection connect(HostPort driver) throws IOException {
    Connection connection = Connection.ofClient(sockets.connect(driver, CONNECT), CONNECT);
    connection.patience(SILENCE);
    return connection;
  }

  /** Sends a request and waits for its answer, which may be a failure. */
  static Response exchange(Connection connection, Request request) throws IOException {
    connection.send(request);
    while (true) {
      if (!(connection.receive() instanceof Frame.Message(Response response))) {
        throw new IOException("what came is no response");
      }
      if (!(response instanceof Response.Progress)) {
        return response;
      }
    }
  }

  /**
   * Asks the first driver that can be reached something that needs no session.
   *
   * @throws SampoException when none can be reached, or it answers with an error
   */
  public Response ask(MasterUrl master, Request request) {
    IOException last = new IOException("no address is given");
    for (HostPort driver : master.drivers()) {
      try (Connection connection = connect(driver)) {
        Response response = exchange(connection, request);
        if (response instanceof Response.Failed failed) {
          throw failed.error();
        }
        return response;
      } catch (IOException e) {
        last = e;
      }
    }
    throw unreachable(master, last);
  }

  /**
   * Tells a driver that a worker lives, for as long as the connection does. Waits until that has
   * ended; the caller may close the connection, which {@code opened} is handed.
   *
   * @throws IOException when it has ended, or was never there
   */
  public void live(HostPort driver, String worker, Consumer<AutoCloseable> opened)
      throws IOException {
    try (Connection connection = connect(driver)) {
      opened.accept(connection);
      exchange(connection, new Request.Alive(worker));
      connection.patience(Duration.ZERO);
      connection.receive();
    }
  }

  static SampoException unreachable(MasterUrl master, IOException why) {
    return new SampoException(
        ErrorCode.CONNECTION_FAILED, Map.of("address", master, "details", details(why)), null, why);
  }

  static String details(IOException why) {
    return why.getMessage() == null ? why.toString() : why.getMessage();
  }
}
