package io.sampo.runtime.driver;

import io.sampo.error.SampoException;
import io.sampo.runtime.query.QueryActor;
import io.sampo.runtime.query.QueryRun;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * The root of a session's actors: one child per query. Holds no decision but one: after {@link
 * Shutdown} every query is cancelled, those that are still to come too, and the actor ends with the
 * last of them.
 */
final class DriverActor extends ExtensibleBehavior<DriverActor.Command> {
  /** What it is told. */
  sealed interface Command {}

  record Start(long query, QueryRun run) implements Command {}

  record Cancel(long query) implements Command {}

  record Shutdown() implements Command {}

  private final ActorContext<Command> context;

  private record Query(QueryRun run, ActorRef<QueryActor.Command> actor) {}

  private final Map<Long, Query> queries = new HashMap<>();
  private boolean shutdown;

  private DriverActor(ActorContext<Command> context) {
    this.context = context;
  }

  static Behavior<Command> create() {
    return Behaviors.setup(DriverActor::new);
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> typed, Command command) {
    switch (command) {
      case Start(long query, QueryRun run) -> start(query, run);
      case Cancel(long query) -> cancel(query);
      case Shutdown() -> shutdown();
    }
    return next();
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> typed, Signal signal) {
    if (signal instanceof Terminated gone) {
      queries.values().removeIf(query -> query.actor().equals(gone.getRef()) && ended(query, gone));
      return next();
    }
    return Behaviors.unhandled();
  }

  private Behavior<Command> next() {
    return shutdown && queries.isEmpty() ? Behaviors.stopped() : this;
  }

  /** An actor that failed has not ended its query. */
  private static boolean ended(Query query, Terminated gone) {
    if (gone instanceof ChildFailed failed) {
      Throwable cause = failed.getCause();
      query.run().finish(SampoException.internal("the query's actor failed: " + cause, cause));
    }
    return true;
  }

  private void start(long query, QueryRun run) {
    var actor = context.spawnAnonymous(QueryActor.create(run));
    context.watch(actor);
    queries.put(query, new Query(run, actor));
    if (shutdown) {
      cancel(query);
    }
  }

  private void cancel(long query) {
    Query known = queries.get(query);
    if (known != null) {
      known.actor().tell(new QueryActor.Cancel());
    }
  }

  private void shutdown() {
    shutdown = true;
    queries.keySet().forEach(this::cancel);
  }
}
