package io.sampo.runtime.work;

import java.util.concurrent.CompletionStage;

/** Runs queries, as actors or directly. Safe for use by many threads. */
public interface QueryRunner extends AutoCloseable {
  /**
   * Starts a query. The work is closed when it has ended, in whatever way, and before {@link
   * RunningQuery#done()} completes. A runner that is closed yields a query that has failed with
   * SESSION_CLOSED.
   */
  RunningQuery start(QueryWork work);

  /** Cancels all queries and waits until the compute threads are idle. */
  @Override
  void close();

  /** A query on its way. */
  interface RunningQuery {
    /**
     * Completes when all stages are done, exceptionally with a SampoException when the query failed
     * or was cancelled. Whether what depends on it may block is the runner's to say.
     */
    CompletionStage<Void> done();

    /**
     * Ends the query within 100 ms; done then fails with OPERATION_CANCELED. Harmless when it has
     * ended.
     */
    void cancel();

    /** A look at it now. */
    Snapshot snapshot();
  }

  /** How far a query is. */
  record Snapshot(
      String stage,
      int stagesDone,
      int stagesTotal,
      int tasksDone,
      int tasksTotal,
      long rowsRead,
      long bytesRead) {}
}
