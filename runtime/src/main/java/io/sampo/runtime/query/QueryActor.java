package io.sampo.runtime.query;

import io.sampo.error.SampoException;
import io.sampo.runtime.stage.StageActor;
import io.sampo.runtime.stage.StageReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Runs one query. Ends when the query is handed to its last call, which closes the work. */
public final class QueryActor extends ExtensibleBehavior<QueryActor.Command> {
  /** What it is told. */
  public sealed interface Command {}

  /** End soon. */
  public record Cancel() implements Command {}

  private record StageReported(StageReport report) implements Command {}

  private final QueryRun run;
  private final ActorContext<Command> context;
  private final ActorRef<StageReport> reports;
  private final QueryState state;
  private final Map<Integer, ActorRef<StageActor.Command>> stages = new TreeMap<>();
  private int stagesDone;
  private boolean ended;

  private QueryActor(QueryRun run, ActorContext<Command> context) {
    this.run = run;
    this.context = context;
    this.reports = context.messageAdapter(StageReport.class, StageReported::new);
    this.state = run.newState();
  }

  /** The actor of a query. */
  public static Behavior<Command> create(QueryRun run) {
    return Behaviors.setup(context -> {
      var actor = new QueryActor(run, context);
      return actor.perform(actor.state.started());
    });
  }

  @Override
  public Behavior<Command> receive(TypedActorContext<Command> typed, Command command) {
    return perform(
        switch (command) {
          case Cancel() -> state.cancelled();
          case StageReported(StageReport report) -> reported(report);
        });
  }

  @Override
  public Behavior<Command> receiveSignal(TypedActorContext<Command> typed, Signal signal) {
    return switch (signal) {
      case Terminated gone -> perform(gone(gone));
      default -> Behaviors.unhandled();
    };
  }

  private List<QueryAction> reported(StageReport report) {
    switch (report) {
      case StageReport.Completed(int stage) -> {
        stages.remove(stage);
        stagesDone++;
      }
      case StageReport.Stopped(int stage, List<Throwable> troubles) -> stages.remove(stage);
      case StageReport.Failed failed -> {}
    }
    return state.stageReported(report);
  }

  private List<QueryAction> gone(Terminated gone) {
    for (var entry : stages.entrySet()) {
      if (entry.getValue().equals(gone.getRef())) {
        Throwable cause =
            gone instanceof ChildFailed failed
                ? failed.getCause()
                : new IllegalStateException("the actor of stage " + entry.getKey() + " is gone");
        stages.remove(entry.getKey());
        return state.stageLost(entry.getKey(), cause);
      }
    }
    return List.of();
  }

  private Behavior<Command> perform(List<QueryAction> actions) {
    for (QueryAction action : actions) {
      switch (action) {
        case QueryAction.StartStage(int stage) -> spawn(stage);
        case QueryAction.StopStage(int stage) -> stop(stage);
        case QueryAction.Finish(@Nullable SampoException error) -> finish(error);
      }
    }
    run.stageNow(earliest(), stagesDone);
    return ended ? Behaviors.stopped() : this;
  }

  private void spawn(int stage) {
    var actor = context.spawnAnonymous(StageActor.create(run.order(stage), reports));
    context.watch(actor);
    stages.put(stage, actor);
  }

  private void stop(int stage) {
    var actor = stages.get(stage);
    if (actor != null) {
      actor.tell(new StageActor.Stop());
    }
  }

  private void finish(@Nullable SampoException error) {
    ended = true;
    run.finish(error);
  }

  /** What the earliest running stage does. */
  private String earliest() {
    return stages.keySet().stream().map(run::description).findFirst().orElse("");
  }
}
