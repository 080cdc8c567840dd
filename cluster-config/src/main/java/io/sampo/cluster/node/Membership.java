package io.sampo.cluster.node;

import com.typesafe.config.Config;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.config.NodeSettings;
import io.sampo.cluster.config.Role;
import io.sampo.cluster.coordinator.ActiveSeat;
import io.sampo.cluster.coordinator.CoordinatorActor;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.network.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.apache.pekko.cluster.typed.SelfUp;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.cluster.typed.Subscribe;
import org.apache.pekko.remote.UniqueAddress;
import org.apache.pekko.remote.artery.QuarantinedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process's membership in a cluster: its actor system, and what it needs of it. */
final class Membership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(15);

  private final ActorSystem<Void> system;
  private final Cluster cluster;
  private final HostPort address;
  private final CompletableFuture<Void> up = new CompletableFuture<>();

  private Membership(ActorSystem<Void> system) {
    this.system = system;
    this.cluster = Cluster.get(system);
    this.address = hostPort(cluster.selfMember().address());
    ActorRef<SelfUp> listener =
        system.systemActorOf(
            Behaviors.receiveMessage((SelfUp _) -> {
              up.complete(null);
              return Behaviors.stopped();
            }),
            "up",
            Props.empty());
    cluster.subscriptions().tell(Subscribe.create(listener, SelfUp.class));
  }

  /**
   * Starts the actor system; it belongs to no cluster yet, unless its profile makes it find one.
   *
   * @throws SampoException when its address is taken
   */
  static Membership start(NodeSettings settings) {
    Config config = NodeConfig.of(settings);
    try {
      return new Membership(ActorSystem.create(Behaviors.empty(), NodeSettings.SYSTEM, config));
    } catch (RuntimeException e) {
      throw new SampoException(
          ErrorCode.CONNECTION_FAILED,
          Map.of("address", settings.address(), "details", "cannot listen: " + e.getMessage()),
          null,
          e);
    }
  }

  ActorSystem<Void> system() {
    return system;
  }

  /** Where other members reach this one. */
  HostPort address() {
    return address;
  }

  /** Joins the cluster of these members; the own address first starts one. */
  void join(List<HostPort> members) {
    var seeds = new ArrayList<Address>();
    String protocol = cluster.selfMember().address().protocol();
    members.forEach(member ->
        seeds.add(new Address(protocol, NodeSettings.SYSTEM, member.host(), member.port())));
    cluster.manager().tell(new JoinSeedNodes(seeds));
  }

  /**
   * Waits until it is a member.
   *
   * @throws SampoException when it is none in time
   */
  void awaitUp(Duration longest) {
    if (!isUpWithin(longest)) {
      throw new SampoException(
          ErrorCode.CONNECTION_FAILED,
          Map.of(
              "address",
              address,
              "details",
              "the cluster did not take this member in " + longest.toSeconds() + " s"));
    }
  }

  /** Waits until it is a member; false when it is none in time. */
  boolean isUpWithin(Duration longest) {
    try {
      up.get(longest.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }

  /** Whether it is a member that others reach. */
  boolean isUp() {
    return cluster.selfMember().status() == MemberStatus.up();
  }

  /** Whether its actor system runs. */
  boolean isAlive() {
    return !system.getWhenTerminated().toCompletableFuture().isDone();
  }

  /** Members that are there, drivers first, the oldest first. */
  List<HostPort> members() {
    ClusterEvent.CurrentClusterState state = cluster.state();
    var present = new ArrayList<Member>();
    state.getMembers().forEach(present::add);
    return present.stream()
        .filter(member ->
            member.status() == MemberStatus.up() && !state.getUnreachable().contains(member))
        .sorted(
            Comparator.comparing((Member member) -> !member.hasRole(Role.DRIVER.label()))
                .thenComparing((first, second) -> first.isOlderThan(second) ? -1 : 1))
        .map(member -> hostPort(member.address()))
        .toList();
  }

  /**
   * The way to the coordinator, wherever it is.
   *
   * @param seat where this node is a driver, its part in it
   */
  ActorRef<CoordinatorMessage> coordinator(Optional<ActiveSeat> seat) {
    ActiveSeat own = seat.orElseGet(() -> new ActiveSeat("", new NoWorkers()));
    return ClusterSingleton.get(system)
        .init(
            SingletonActor.of(CoordinatorActor.create(own), "coordinator")
                .withSettings(
                    ClusterSingletonSettings.create(system).withRole(Role.DRIVER.label())));
  }

  /**
   * Puts those drivers out of the cluster whose machines say that nobody listens where they did:
   * their processes have ended, and there is no silence to be waited for. One that hangs, or whose
   * machine does not answer, stays.
   */
  void putOutEndedDrivers() {
    for (Member member : cluster.state().getMembers()) {
      if (member.hasRole(Role.DRIVER.label())
          && !member.uniqueAddress().equals(cluster.selfMember().uniqueAddress())
          && Listeners.isGone(hostPort(member.address()))) {
        LOG.atWarn().addKeyValue("address", member.address()).log("a driver's process has ended");
        // As remoting tells when it gives somebody up: without it the member would only be out
        // when the failure detectors have noticed, too.
        system
            .classicSystem()
            .eventStream()
            .publish(
                new QuarantinedEvent(
                    new UniqueAddress(member.address(), member.uniqueAddress().longUid())));
        cluster.manager().tell(new Down(member.address()));
      }
    }
  }

  /** Complete when this member is out of the cluster and its actor system has ended. */
  CompletionStage<Void> ended() {
    return system.getWhenTerminated().thenApply(_ -> null);
  }

  /** Leaves the cluster and ends the actor system. */
  @Override
  public void close() {
    CoordinatedShutdown.get(system)
        .runAll(CoordinatedShutdown.clusterLeavingReason())
        .toCompletableFuture()
        .orTimeout(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(_ -> null)
        .join();
    system.terminate();
  }

  private static HostPort hostPort(Address address) {
    return new HostPort(address.getHost().orElse("localhost"), address.getPort().orElse(0));
  }
}
