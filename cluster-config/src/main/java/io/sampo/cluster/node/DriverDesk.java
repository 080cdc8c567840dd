package io.sampo.cluster.node;

import io.sampo.cluster.config.NodeSettings;
import io.sampo.cluster.coordinator.ActiveSeat;
import io.sampo.engine.Engine;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.membership.protocol.ActiveDriver;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.network.HostPort;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.runtime.remote.protocol.Response;
import io.sampo.runtime.remote.server.Desk;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Answers clients for a driver's node. */
final class DriverDesk implements Desk {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Membership membership;
  private final ActiveSeat seat;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final SessionEngines engines;
  private volatile boolean closed;

  DriverDesk(
      Membership membership,
      ActiveSeat seat,
      ActorRef<CoordinatorMessage> coordinator,
      SessionEngines engines) {
    this.membership = membership;
    this.seat = seat;
    this.coordinator = coordinator;
    this.engines = engines;
  }

  @Override
  public Optional<Response.Elsewhere> elsewhere() {
    return seat.isActive() ? Optional.empty() : Optional.of(new Response.Elsewhere(active()));
  }

  private Optional<String> active() {
    try {
      ActiveDriver active =
          AskPattern.ask(
                  coordinator,
                  CoordinatorMessage.WhoIsActive::new,
                  PATIENCE,
                  membership.system().scheduler())
              .toCompletableFuture()
              .join();
      return Optional.of(active.address());
    } catch (CompletionException _) {
      return Optional.empty();
    }
  }

  @Override
  public Engine open(Map<String, String> settings) {
    return engines.open(settings);
  }

  @Override
  public ClusterView view(List<ClusterView.Query> queries) {
    var running = new HashMap<String, Integer>();
    Optional<ClusterStatus> status = engines.status();
    status.ifPresent(
        now -> now.workers().forEach(worker -> running.put(worker.id(), worker.running())));
    return new ClusterView(
        seat.clientAddress(),
        seat.shown().stream()
            .map(worker -> worker.withTasks(running.getOrDefault(worker.id(), 0)))
            .toList(),
        queries,
        status.map(ClusterStatus::reruns).orElse(0L));
  }

  /** From now on connections end by this driver's doing. */
  void close() {
    closed = true;
  }

  @Override
  public void gone(String worker) {
    if (!closed) {
      coordinator.tell(new CoordinatorMessage.Gone(worker));
    }
  }

  @Override
  public Response.Members members() {
    return new Response.Members(
        NodeSettings.SYSTEM, membership.members().stream().map(HostPort::toString).toList());
  }
}
