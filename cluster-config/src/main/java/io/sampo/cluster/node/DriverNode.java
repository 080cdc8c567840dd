package io.sampo.cluster.node;

import io.sampo.cluster.config.Profile;
import io.sampo.cluster.coordinator.ActiveSeat;
import io.sampo.cluster.coordinator.WorkerListener;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.network.Sockets;
import io.sampo.runtime.remote.server.SessionServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** A driver: serves sessions while it is the active one, and stands by otherwise. */
public final class DriverNode implements AutoCloseable {
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(60);

  /** Workers must have put the former driver out before they take another member. */
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(20);

  private final Membership membership;
  private final SessionServer server;
  private final DriverDesk desk;
  private final SessionEngines engines;
  private final Probes probes;
  private final Lifeline lifeline;

  private DriverNode(
      Membership membership,
      SessionServer server,
      DriverDesk desk,
      SessionEngines engines,
      Probes probes,
      Lifeline lifeline) {
    this.desk = desk;
    this.membership = membership;
    this.server = server;
    this.engines = engines;
    this.probes = probes;
    this.lifeline = lifeline;
  }

  /**
   * Starts a driver and waits until it is a member.
   *
   * @throws SampoException when an address is taken or the cluster does not take it
   */
  public static DriverNode start(DriverSettings settings) {
    SessionServer server = listen(settings);
    @Nullable Membership membership = null;
    try {
      membership = Membership.start(settings.node());
      join(settings, membership);
      var engines = new SessionEngines(settings, membership);
      var seat = new ActiveSeat(server.address().toString(), journalled(settings, engines));
      ActorRef<CoordinatorMessage> coordinator = membership.coordinator(Optional.of(seat));
      var desk = new DriverDesk(membership, seat, coordinator, engines);
      server.serve(desk);
      return new DriverNode(
          membership,
          server,
          desk,
          engines,
          probes(settings, membership, server, seat),
          Lifeline.ofStandby(
              membership,
              coordinator,
              server.address(),
              membership::putOutEndedDrivers,
              settings.node().tls()));
    } catch (RuntimeException e) {
      server.close();
      if (membership != null) {
        membership.close();
      }
      throw e;
    }
  }

  /** Joins the other drivers' cluster, or the workers that a former driver left, or nobody. */
  private static void join(DriverSettings settings, Membership membership) {
    if (settings.node().profile() != Profile.KUBERNETES) {
      List<HostPort> members =
          new Invitation(settings.node().tls()).ask(settings.others(), "driver");
      if (members.isEmpty()) {
        members = settings.journal().map(DriverJournal::workers).orElse(List.of());
      }
      if (!members.isEmpty()) {
        membership.join(members);
        if (membership.isUpWithin(LONGEST_RETURN)) {
          return;
        }
      }
      membership.join(List.of(membership.address()));
    }
    membership.awaitUp(LONGEST_JOIN);
  }

  private static WorkerListener journalled(DriverSettings settings, WorkerListener engines) {
    return settings
        .journal()
        .<WorkerListener>map(folder -> new DriverJournal(folder, engines))
        .orElse(engines);
  }

  private static Probes probes(
      DriverSettings settings, Membership membership, SessionServer server, ActiveSeat seat) {
    return Probes.start(
        settings.node(),
        membership::isAlive,
        membership::isUp,
        meters -> {
          meters.gauge("sampo.driver.active", "1 where it serves", () -> seat.isActive() ? 1 : 0);
          meters.gauge("sampo.driver.sessions", "Open sessions", server::sessions);
          meters.gauge("sampo.driver.queries", "Queries that run", server::queries);
          meters.gauge("sampo.driver.workers", "Workers it knows", () -> seat.shown().size());
        });
  }

  private static SessionServer listen(DriverSettings settings) {
    try {
      return SessionServer.listen(settings.clients(), Sockets.of(settings.node().tls()));
    } catch (IOException e) {
      throw new SampoException(
          ErrorCode.CONNECTION_FAILED,
          Map.of("address", settings.clients(), "details", "cannot listen: " + e.getMessage()),
          null,
          e);
    }
  }

  /** Where clients reach it, and workers that want to join. */
  public HostPort clients() {
    return server.address();
  }

  /** Where it answers about its health and figures. */
  public Optional<HostPort> probes() {
    return probes.address();
  }

  /** Complete when it is out of the cluster. */
  public CompletionStage<Void> ended() {
    return membership.ended();
  }

  /** Ends all sessions and leaves the cluster. */
  @Override
  public void close() {
    probes.close();
    lifeline.close();
    desk.close();
    server.close();
    membership.close();
    engines.close();
  }
}
