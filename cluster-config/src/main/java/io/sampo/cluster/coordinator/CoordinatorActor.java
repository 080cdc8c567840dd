package io.sampo.cluster.coordinator;

import io.sampo.cluster.config.Role;
import io.sampo.runtime.membership.protocol.ActiveDriver;
import io.sampo.runtime.membership.protocol.CoordinatorMessage;
import io.sampo.runtime.worker.protocol.WorkerCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
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

  /** What it understands. */
  public sealed interface Command {}

  private record FromMember(CoordinatorMessage message) implements Command {}

  private record Unreachable(Address address) implements Command {}

  private record Removed(Address address) implements Command {}

  private final ActiveSeat seat;
  private final Cluster cluster;
  private final CoordinatorState state = new CoordinatorState();
  private final Map<String, ActorRef<WorkerCommand>> actors = new HashMap<>();

  /**
   * The behaviour.
   *
   * @param seat is told that this node is the active driver, and no longer
   */
  public static Behavior<CoordinatorMessage> create(ActiveSeat seat) {
    Behavior<Command> behavior = Behaviors.setup(context -> new CoordinatorActor(context, seat));
    return Behaviors.transformMessages(
        CoordinatorMessage.class, behavior, builder -> builder.matchAny(FromMember::new));
  }

  private CoordinatorActor(ActorContext<Command> context, ActiveSeat seat) {
    super(context);
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
        .onMessage(Unreachable.class, event -> unreachable(text(event.address())))
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

  /** With another driver there, only the split-brain resolver knows which side stays. */
  private Behavior<Command> unreachable(String address) {
    int drivers = 0;
    for (Member member : cluster.state().getMembers()) {
      drivers += member.hasRole(Role.DRIVER.label()) ? 1 : 0;
    }
    return act(state.unreachable(address, drivers == 1));
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
