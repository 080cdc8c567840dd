package io.sampo.runtime.driver;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compute.ComputePool;
import io.sampo.runtime.query.QueryRun;
import io.sampo.runtime.stage.RetryPolicy;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.work.QueryWork;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries as actors, and their tasks on compute threads of its own. Actors and threads start
 * with the first query, or earlier by {@link #prepare()}; all threads are daemons. What depends on
 * a query's end may block: it runs on a thread of its own.
 */
public final class ActorQueryRunner implements QueryRunner {
  /** Tasks of a stage on their way per core: enough to keep cores busy while actors talk. */
  private static final int WINDOW_PER_CORE = 3;

  private final String name;
  private final int cores;
  private final RetryPolicy retries;
  private @Nullable Machinery machinery;
  private long queries;
  private boolean closed;

  /**
   * @param cores how many tasks compute at the same time
   * @param name the prefix of the threads' names: letters, digits and hyphens
   */
  public ActorQueryRunner(int cores, String name) {
    this(cores, name, RetryPolicy.DEFAULT);
  }

  /**
   * @param retries how often a task is tried again here
   */
  ActorQueryRunner(int cores, String name, RetryPolicy retries) {
    this.cores = cores;
    this.name = name;
    this.retries = retries;
  }

  /** Starts actors and threads in the background, so that the first query need not wait. */
  public void prepare() {
    Thread.ofPlatform().daemon().name(name + "-prepare").start(this::machinery);
  }

  @Override
  public RunningQuery start(QueryWork work) {
    Machinery running = machinery();
    if (running == null) {
      return Refused.of(work, new SampoException(ErrorCode.SESSION_CLOSED, Map.of()));
    }
    QueryRun run;
    try {
      run =
          new QueryRun(
              work,
              running.pool().openLane(),
              cores * WINDOW_PER_CORE,
              retries,
              Thread::startVirtualThread);
    } catch (RuntimeException e) {
      return Refused.of(work, Refused.reason(e));
    }
    return tell(work, running, run);
  }

  @Override
  public void close() {
    Machinery running;
    synchronized (this) {
      closed = true;
      running = machinery;
      machinery = null;
    }
    if (running != null) {
      running.system().tell(new DriverActor.Shutdown());
      running.system().getWhenTerminated().toCompletableFuture().join();
      running.pool().close();
    }
  }

  /** Under the lock that close takes first, so that no query comes after the driver's end. */
  private synchronized RunningQuery tell(QueryWork work, Machinery running, QueryRun run) {
    if (closed) {
      return Refused.of(work, new SampoException(ErrorCode.SESSION_CLOSED, Map.of()));
    }
    long query = ++queries;
    running.system().tell(new DriverActor.Start(query, run));
    return new Handle(query, run, running.system());
  }

  private synchronized @Nullable Machinery machinery() {
    if (machinery == null && !closed) {
      machinery =
          new Machinery(
              ActorSystem.create(DriverActor.create(), name, ActorSettings.config()),
              new ComputePool(name, cores));
    }
    return machinery;
  }

  private record Machinery(ActorSystem<DriverActor.Command> system, ComputePool pool) {}

  private record Handle(long query, QueryRun run, ActorSystem<DriverActor.Command> system)
      implements RunningQuery {
    @Override
    public CompletionStage<Void> done() {
      return run.done();
    }

    @Override
    public void cancel() {
      system.tell(new DriverActor.Cancel(query));
    }

    @Override
    public Snapshot snapshot() {
      return run.snapshot();
    }
  }
}
