package io.sampo.runtime.engine;

import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A query's memory is needed by its tasks and by who reads its result: it is freed when both are
 * done.
 */
final class SharedWork implements QueryWork {
  private final QueryRun run;
  private final Runnable whenFree;
  private final AtomicInteger users = new AtomicInteger(2);

  SharedWork(QueryRun run, Runnable whenFree) {
    this.run = run;
    this.whenFree = whenFree;
  }

  @Override
  public List<StageWork> stages() {
    return run.stages();
  }

  /** The tasks are done; called by the runner. */
  @Override
  public void close() {
    release();
  }

  /** One of the two users is done. */
  void release() {
    if (users.decrementAndGet() == 0) {
      run.close();
      whenFree.run();
    }
  }
}
