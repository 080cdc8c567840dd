package io.sampo.runtime.remote.server;

import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Connection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells a waiting client twice a second how far its request is, so that it can tell a long query
 * from a driver that hangs.
 */
final class Pulse implements AutoCloseable {
  private static final long BETWEEN_BEATS_MILLIS = 500;

  private final Connection connection;
  private final Supplier<Optional<ServedQuery>> query;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Object sending = new Object();

  /** Starts to beat. */
  Pulse(Connection connection, Supplier<Optional<ServedQuery>> query) {
    this.connection = connection;
    this.query = query;
    Thread.ofVirtual().name("sampo-pulse").start(this::beat);
  }

  private void beat() {
    try {
      while (!ended.await(BETWEEN_BEATS_MILLIS, TimeUnit.MILLISECONDS)) {
        synchronized (sending) {
          if (ended.getCount() > 0) {
            connection.send(query.get().map(ServedQuery::progress).orElse(Response.Progress.NONE));
          }
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // Whoever sends the answer finds out too.
    }
  }

  /** No beat is sent after this returned. */
  @Override
  public void close() {
    ended.countDown();
    synchronized (sending) {
      // A beat that was on its way has been sent.
    }
  }
}
