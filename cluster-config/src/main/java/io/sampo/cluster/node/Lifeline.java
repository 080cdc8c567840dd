package io.sampo.cluster.node;

import io.sampo.error.SampoException;
import io.sampo.runtime.membership.protocol.ActiveDriver;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.network.TlsSettings;
import io.sampo.runtime.remote.client.DriverCall;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the active driver that lasts as long as both processes, so that the end of either
 * is noticed at once. When the driver is lost the next one is looked for.
 */
final class Lifeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long BETWEEN_TRIES_MILLIS = 500;

  /** An active driver stays active until it ends, so asking again is only for safety. */
  private static final long ACTIVE_MILLIS = 10_000;

  private final Membership membership;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final String member;
  private final String own;
  private final Runnable lost;
  private final DriverCall call;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable AutoCloseable connection;

  private Lifeline(
      Membership membership,
      ActorRef<CoordinatorMessage> coordinator,
      String member,
      String own,
      Runnable lost,
      Optional<TlsSettings> tls) {
    this.membership = membership;
    this.coordinator = coordinator;
    this.member = member;
    this.own = own;
    this.lost = lost;
    this.call = new DriverCall(Sockets.of(tls));
    Thread.ofPlatform().daemon().name("sampo-lifeline").start(this::hold);
  }

  /**
   * A worker's: the driver notices its end.
   *
   * @param worker its id
   */
  static Lifeline ofWorker(
      Membership membership,
      ActorRef<CoordinatorMessage> coordinator,
      String worker,
      Optional<TlsSettings> tls) {
    return new Lifeline(membership, coordinator, worker, "", () -> {}, tls);
  }

  /**
   * That of a driver that stands by.
   *
   * @param clients where it serves clients itself; it holds no connection to itself
   * @param lost run whenever the connection ends, or there is no active driver to be had
   */
  static Lifeline ofStandby(
      Membership membership,
      ActorRef<CoordinatorMessage> coordinator,
      HostPort clients,
      Runnable lost,
      Optional<TlsSettings> tls) {
    String own = clients.toString();
    return new Lifeline(membership, coordinator, "driver " + own, own, lost, tls);
  }

  private void hold() {
    try {
      long pause;
      do {
        Optional<HostPort> driver = active();
        if (driver.isPresent() && driver.get().toString().equals(own)) {
          pause = ACTIVE_MILLIS;
        } else {
          pause = BETWEEN_TRIES_MILLIS;
          driver.ifPresent(this::holdTo);
          if (ended.getCount() > 0) {
            lost.run();
          }
        }
      } while (!ended.await(pause, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void holdTo(HostPort driver) {
    try {
      call.live(driver, member, opened -> connection = opened);
    } catch (IOException | SampoException e) {
      LOG.debug("the connection to the driver ended: {}", e.toString());
    }
  }

  private Optional<HostPort> active() {
    try {
      ActiveDriver active =
          AskPattern.ask(
                  coordinator,
                  CoordinatorMessage.WhoIsActive::new,
                  PATIENCE,
                  membership.system().scheduler())
              .toCompletableFuture()
              .join();
      return HostPort.parse(active.address());
    } catch (CompletionException _) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    AutoCloseable open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (Exception _) {
        // It is gone either way.
      }
    }
  }
}
