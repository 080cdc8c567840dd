package io.sampo.cluster.node;

import io.sampo.cluster.config.Profile;
import io.sampo.cluster.probe.NodeMeters;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.DataPlaneFigures;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.membership.protocol.WorkerIdentity;
import io.sampo.runtime.network.HostPort;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;

/** A worker: joins the cluster, reports, runs what it is given. */
public final class WorkerMember implements AutoCloseable {
  private static final Duration LONGEST_SEARCH = Duration.ofSeconds(60);
  private static final Duration LONGEST_JOIN = Duration.ofSeconds(60);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);

  private final Membership membership;
  private final WorkerIdentity identity;
  private final WorkerServices services;
  private final ActorRef<CoordinatorMessage> coordinator;
  private final Cancellable reports;
  private final Lifeline lifeline;
  private final Duration drain;
  private final Probes probes;

  private WorkerMember(
      Membership membership,
      WorkerIdentity identity,
      WorkerServices services,
      WorkerSettings settings) {
    this.drain = settings.drain();
    this.membership = membership;
    this.identity = identity;
    this.services = services;
    this.coordinator = membership.coordinator(Optional.empty());
    this.reports =
        membership
            .system()
            .scheduler()
            .scheduleAtFixedRate(
                Duration.ZERO,
                BETWEEN_REPORTS,
                () ->
                    coordinator.tell(
                        new CoordinatorMessage.Report(
                            identity, services.actor(), services.figures())),
                membership.system().executionContext());
    this.lifeline =
        Lifeline.ofWorker(membership, coordinator, identity.id(), settings.node().tls());
    this.probes =
        Probes.start(settings.node(), membership::isAlive, () -> isReady(), this::describe);
  }

  private boolean isReady() {
    return membership.isUp() && !reports.isCancelled();
  }

  private void describe(NodeMeters meters) {
    meters.gauge("sampo.worker.cores", "Tasks at the same time", () -> identity.info().slots());
    meters.gauge(
        "sampo.worker.memory.used.bytes",
        "Memory of queries and blocks",
        () -> services.figures().memoryUsed());
    meters.gauge("sampo.worker.memory.limit.bytes", "The most of it", () -> identity.memoryLimit());
    meters.gauge(
        "sampo.worker.blocks", "Blocks kept for consumers", () -> services.figures().blocks());
    meters.gauge("sampo.worker.block.bytes", "Their bytes", () -> services.figures().blockBytes());
    DataPlaneFigures data = services.data().figures();
    meters.gauge("sampo.data.sent.bytes", "Bytes of blocks sent", data::bytesSent);
    meters.gauge("sampo.data.received.bytes", "Bytes of blocks received", data::bytesReceived);
    meters.gauge("sampo.data.refetches", "Blocks asked for again", data::refetches);
    meters.gauge("sampo.data.damaged", "Blocks that arrived damaged", data::damagedBlocks);
  }

  /**
   * Starts a worker and waits until it is a member.
   *
   * @throws SampoException when its address is taken, no driver answers or the cluster does not
   *     take it
   */
  public static WorkerMember start(WorkerSettings settings) {
    return start(settings, NodeFaults.NONE);
  }

  /** The same with troubles. */
  public static WorkerMember start(WorkerSettings settings, NodeFaults faults) {
    Membership membership = Membership.start(settings.node());
    try {
      HostPort address = membership.address();
      if (settings.node().profile() != Profile.KUBERNETES) {
        membership.join(
            new Invitation(settings.node().tls())
                .await(settings.drivers(), "worker " + address, LONGEST_SEARCH));
      }
      membership.awaitUp(LONGEST_JOIN);
      String id = UUID.randomUUID().toString();
      var services = new WorkerServices(id, settings, membership, faults);
      var identity =
          new WorkerIdentity(
              id,
              ProcessHandle.current().pid(),
              address.toString(),
              settings.memory(),
              services.info());
      return new WorkerMember(membership, identity, services, settings);
    } catch (RuntimeException e) {
      membership.close();
      throw e;
    }
  }

  Membership membership() {
    return membership;
  }

  WorkerServices services() {
    return services;
  }

  /** Where other members reach it. */
  public HostPort address() {
    return membership.address();
  }

  /** Where it answers about its health and figures. */
  public Optional<HostPort> probes() {
    return probes.address();
  }

  /** Unique for all time. */
  public String id() {
    return identity.id();
  }

  /** Complete when it is out of the cluster, by its own will or not. */
  public CompletionStage<Void> ended() {
    return membership.ended();
  }

  /** Takes no new tasks, waits while its tasks run and its blocks are needed, and leaves. */
  @Override
  public void close() {
    coordinator.tell(new CoordinatorMessage.Leaving(identity.id()));
    services.drain(drain);
    reports.cancel();
    membership.close();
    lifeline.close();
    services.close();
    probes.close();
  }
}
