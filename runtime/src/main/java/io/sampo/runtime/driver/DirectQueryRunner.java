package io.sampo.runtime.driver;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.compute.ComputePool;
import io.sampo.runtime.query.DirectQuery;
import io.sampo.runtime.query.QueryRun;
import io.sampo.runtime.stage.RetryPolicy;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.work.QueryWork;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Runs work without actors, on compute threads of its own: for pieces so small that waking an
 * actor's thread between their phases would take longer than the phases. Nothing is tried a second
 * time. Unlike with {@link ActorQueryRunner}, what depends on a query's end runs on a compute
 * thread, so it must not block.
 */
public final class DirectQueryRunner implements QueryRunner {
  /** Tasks of a stage on their way per core, so that there is another one when one waits. */
  private static final int WINDOW_PER_CORE = 3;

  private final int cores;
  private final ComputePool pool;
  private final Set<DirectQuery> running = new HashSet<>();
  private boolean closed;

  /**
   * @param cores how many tasks compute at the same time
   * @param name the prefix of the threads' names: letters, digits and hyphens
   */
  public DirectQueryRunner(int cores, String name) {
    this.cores = cores;
    this.pool = new ComputePool(name, cores);
  }

  @Override
  public RunningQuery start(QueryWork work) {
    QueryRun run;
    DirectQuery query;
    try {
      run =
          new QueryRun(
              work, pool.openLane(), cores * WINDOW_PER_CORE, RetryPolicy.NONE, Runnable::run);
      query = new DirectQuery(run);
    } catch (RuntimeException e) {
      return Refused.of(work, Refused.reason(e));
    }
    synchronized (this) {
      if (closed) {
        return Refused.of(work, new SampoException(ErrorCode.SESSION_CLOSED, Map.of()));
      }
      running.add(query);
    }
    run.done().whenComplete((done, failure) -> ended(query));
    query.start();
    return new Handle(query, run);
  }

  private synchronized void ended(DirectQuery query) {
    running.remove(query);
  }

  @Override
  public void close() {
    List<DirectQuery> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
    }
    left.forEach(DirectQuery::cancel);
    pool.close();
  }

  private record Handle(DirectQuery query, QueryRun run) implements RunningQuery {
    @Override
    public CompletionStage<Void> done() {
      return run.done();
    }

    @Override
    public void cancel() {
      query.cancel();
    }

    @Override
    public Snapshot snapshot() {
      return run.snapshot();
    }
  }
}
