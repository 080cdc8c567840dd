package io.sampo.cluster.coordinator;

import io.sampo.cluster.config.Role;
import io.sampo.runtime.membership.protocol.ActiveDriver;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens to workers and to the membership, and keeps the driver's node informed. */
public final class CoordinatorActor extends AbstractBehavior<CoordinatorActor.Command> {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorActor.class);

  /** In which all drivers notice a rift that one has noticed; well before the resolver decides. */
  private static final Duration FURTHER_SILENCE = Duration.ofSeconds(3);

  /** What it understands. */
  public sealed interface Command {}

  private record FromMember(CoordinatorMessage message) implements Command {}

  private record Unreachable(Address address) implements Command {}

  private record StillUnreachable(Address address) implements Command {}

  private record Removed(Address address) implements Command {}

  private final ActiveSeat seat;
  private final Cluster cluster;
  private final TimerScheduler<Command> timers;
  private final CoordinatorState state = new CoordinatorState();
  private final Map<String, ActorRef<WorkerCommand>> actors = new HashMap<>();

  /**
   * The behaviour.
   *
   * @param seat is told that this node is the active driver, and no longer
   */
  public static Behavior<CoordinatorMessage> create(ActiveSeat seat) {
    Behavior<Command> behavior =
        Behaviors.setup(
            context -> Behaviors.withTimers(timers -> new CoordinatorActor(context, timers, seat)));
    return Behaviors.transformMessages(
        CoordinatorMessage.class, behavior, builder -> builder.matchAny(FromMember::new));
  }

  private CoordinatorActor(
      ActorContext<Command> context, TimerScheduler<Command> timers, ActiveSeat seat) {
    super(context);
    this.timers = timers;
    this.seat = seat;
    this.cluster = Cluster.get(context.getSystem());
    ActorRef<ClusterEvent.UnreachableMember> unreachable =
        context.messageAdapter(
            ClusterEvent.UnreachableMember.class,
            event -> new Unreachable(event.member().address()));
    ActorRef<ClusterEvent.MemberRemoved> removed =
        context.messageAdapter(
            ClusterEvent.MemberRemoved.class, event -> new Removed(event.member().address()));
    cluster
        .subscriptions()
        .tell(Subscribe.create(unreachable, ClusterEvent.UnreachableMember.class));
    cluster.subscriptions().tell(Subscribe.create(removed, ClusterEvent.MemberRemoved.class));
    seat.taken();
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(FromMember.class, command -> answer(command.message()))
        .onMessage(Unreachable.class, event -> unreachable(event.address()))
        .onMessage(StillUnreachable.class, event -> stillUnreachable(text(event.address())))
        .onMessage(Removed.class, event -> act(state.removed(text(event.address()))))
        .onSignal(PostStop.class, _ -> left())
        .build();
  }

  private Behavior<Command> answer(CoordinatorMessage message) {
    return switch (message) {
      case CoordinatorMessage.Report report -> {
        actors.put(report.worker().id(), report.actor());
        yield act(state.reported(report));
      }
      case CoordinatorMessage.Gone gone -> act(state.ended(gone.worker()));
      case CoordinatorMessage.Leaving leaving -> act(state.leaving(leaving.worker()));
      case CoordinatorMessage.WhoIsActive who -> {
        who.replyTo().tell(new ActiveDriver(seat.clientAddress()));
        yield this;
      }
    };
  }

  private Behavior<Command> act(List<CoordinatorAction> actions) {
    for (CoordinatorAction action : actions) {
      switch (action) {
        case CoordinatorAction.TellJoined joined -> {
          LOG.atInfo()
              .addKeyValue("worker", joined.worker().id())
              .addKeyValue("address", joined.worker().address())
              .addKeyValue("cores", joined.worker().info().slots())
              .log("a worker joined");
          ActorRef<WorkerCommand> actor = actors.get(joined.worker().id());
          if (actor != null) {
            seat.workers().joined(joined.worker(), actor);
          }
        }
        case CoordinatorAction.TellLeaving leaving -> {
          LOG.atInfo().addKeyValue("worker", leaving.worker()).log("a worker will leave");
          seat.workers().leaving(leaving.worker());
        }
        case CoordinatorAction.TellLost lost -> {
          LOG.atWarn()
              .addKeyValue("worker", lost.worker())
              .log("a worker is lost: {}", lost.reason());
          actors.remove(lost.worker());
          seat.workers().lost(lost.worker(), lost.reason());
        }
        case CoordinatorAction.Down down -> down(down.address());
      }
    }
    seat.show(state.workers());
    return this;
  }

  /** With another driver there, it is not sure at once which side of the cluster stays. */
  private Behavior<Command> unreachable(Address address) {
    boolean alone = otherDrivers().isEmpty();
    if (!alone) {
      timers.startSingleTimer(address, new StillUnreachable(address), FURTHER_SILENCE);
    }
    return act(state.unreachable(text(address), alone));
  }

  private Behavior<Command> stillUnreachable(String address) {
    var silent = new HashSet<String>();
    cluster.state().getUnreachable().forEach(member -> silent.add(text(member.address())));
    return act(state.stillUnreachable(address, silent, otherDrivers()));
  }

  private Set<String> otherDrivers() {
    var drivers = new HashSet<String>();
    for (Member member : cluster.state().getMembers()) {
      if (member.hasRole(Role.DRIVER.label()) && !member.equals(cluster.selfMember())) {
        drivers.add(text(member.address()));
      }
    }
    return drivers;
  }

  private void down(String address) {
    for (Member member : cluster.state().getMembers()) {
      if (text(member.address()).equals(address)) {
        cluster.manager().tell(new Down(member.address()));
      }
    }
  }

  private Behavior<Command> left() {
    seat.left();
    return this;
  }

  private static String text(Address address) {
    return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
  }
}
