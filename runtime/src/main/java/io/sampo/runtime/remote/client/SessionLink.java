package io.sampo.runtime.remote.client;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.remote.protocol.Request;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.wire.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A session's connections: one that the session lives by, and one for each request under way. When
 * the driver is lost, another is looked for and told everything again; each time is an epoch. Safe
 * for use by many threads.
 */
final class SessionLink implements AutoCloseable {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

  /** A connection of an epoch. */
  record Attached(Connection connection, long epoch) {}

  private final MasterUrl master;
  private final DriverCall drivers;
  private final SessionMemory memory;
  private final Duration patience;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Set<Connection> all = new HashSet<>();
  private HostPort driver;
  private String session = "";
  private long epoch;
  private boolean closed;

  /**
   * Opens the session.
   *
   * @param patience how long to look for a driver after the loss of one
   * @throws SampoException when no driver can be reached
   */
  SessionLink(MasterUrl master, DriverCall drivers, SessionMemory memory, Duration patience) {
    this.master = master;
    this.drivers = drivers;
    this.memory = memory;
    this.patience = patience;
    this.driver = master.drivers().getFirst();
    Optional<IOException> trouble = openSomewhere();
    if (trouble.isPresent()) {
      throw DriverCall.unreachable(master, trouble.get());
    }
  }

  /** Asks, as often as drivers are lost meanwhile. */
  <R extends Response> R call(Request request, Class<R> expected) {
    while (true) {
      Attached attached = take();
      try {
        Response response = DriverCall.exchange(attached.connection(), request);
        giveBack(attached);
        if (response instanceof Response.Failed failed) {
          throw failed.error();
        }
        return expected.cast(response);
      } catch (IOException e) {
        lost(attached, e);
      }
    }
  }

  /**
   * A connection for one request; give it back or say that it is lost.
   *
   * @throws SampoException when the session is closed or no driver can be reached any more
   */
  Attached take() {
    while (true) {
      HostPort at;
      String name;
      long now;
      synchronized (this) {
        requireOpen();
        Connection waiting = idle.poll();
        if (waiting != null) {
          return new Attached(waiting, epoch);
        }
        at = driver;
        name = session;
        now = epoch;
      }
      try {
        return attach(at, name, now);
      } catch (IOException e) {
        reopen(now, e);
      }
    }
  }

  private Attached attach(HostPort at, String name, long now) throws IOException {
    Connection connection = drivers.connect(at);
    try {
      Response response = DriverCall.exchange(connection, new Request.Attach(name));
      if (response instanceof Response.Failed failed) {
        throw new IOException("the driver lost the session: " + failed.error().code());
      }
      synchronized (this) {
        requireOpen();
        all.add(connection);
      }
      return new Attached(connection, now);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** A request's answer is complete. */
  synchronized void giveBack(Attached attached) {
    if (closed || attached.epoch() != epoch) {
      discard(attached);
    } else {
      idle.push(attached.connection());
    }
  }

  /** The rest of an answer is not wanted; the driver notices and cancels. */
  synchronized void discard(Attached attached) {
    all.remove(attached.connection());
    attached.connection().close();
  }

  /**
   * A connection broke; returns when there is a driver again.
   *
   * @throws SampoException when there is none in time, or the session is closed
   */
  void lost(Attached attached, IOException why) {
    discard(attached);
    reopen(attached.epoch(), why);
  }

  /** Several threads may try at the same time; the first to succeed starts the next epoch. */
  private synchronized void reopen(long lostEpoch, IOException why) {
    requireOpen();
    if (epoch == lostEpoch) {
      dropConnections();
    }
    long until = System.nanoTime() + patience.toNanos();
    IOException last = why;
    while (epoch == lostEpoch) {
      Optional<IOException> trouble = openSomewhere();
      if (trouble.isEmpty()) {
        epoch++;
        return;
      }
      last = trouble.get();
      if (System.nanoTime() > until) {
        throw lost(last);
      }
      pause();
    }
  }

  private SampoException lost(IOException why) {
    return new SampoException(
        ErrorCode.CONNECTION_LOST,
        Map.of(
            "address",
            master,
            "details",
            DriverCall.details(why),
            "hint",
            "No driver answered for " + patience.toSeconds() + " s; start one and run it again."),
        null,
        why);
  }

  private void pause() {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, BETWEEN_TRIES.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
    }
    requireOpen();
  }

  /** Empty when a driver took the session. */
  private Optional<IOException> openSomewhere() {
    IOException last = new IOException("no driver is active");
    for (HostPort candidate : master.drivers()) {
      try {
        Optional<HostPort> active = open(candidate);
        if (active.isEmpty() || open(active.get()).isEmpty()) {
          return Optional.empty();
        }
      } catch (IOException e) {
        last = e;
      }
    }
    return Optional.of(last);
  }

  /** Empty when the driver took the session, else who does. */
  private Optional<HostPort> open(HostPort candidate) throws IOException {
    Connection connection = drivers.connect(candidate);
    boolean kept = false;
    try {
      Response response = DriverCall.exchange(connection, memory.opening());
      switch (response) {
        case Response.Opened opened -> {
          for (Request view : memory.views()) {
            DriverCall.exchange(connection, view);
          }
          all.add(connection);
          kept = true;
          driver = candidate;
          session = opened.session();
          return Optional.empty();
        }
        case Response.Elsewhere elsewhere -> {
          return Optional.of(
              elsewhere
                  .active()
                  .flatMap(HostPort::parse)
                  .orElseThrow(() -> new IOException("no driver is active")));
        }
        case Response.Failed failed -> throw failed.error();
        default -> throw new IOException("an unexpected answer: " + response);
      }
    } finally {
      if (!kept) {
        connection.close();
      }
    }
  }

  private void dropConnections() {
    all.forEach(Connection::close);
    all.clear();
    idle.clear();
  }

  private void requireOpen() {
    if (closed) {
      throw new SampoException(ErrorCode.SESSION_CLOSED, Map.of());
    }
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the session; the driver cancels what runs. */
  @Override
  public synchronized void close() {
    closed = true;
    dropConnections();
    notifyAll();
  }
}
