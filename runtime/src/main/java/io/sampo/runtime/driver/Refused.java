package io.sampo.runtime.driver;

import io.sampo.error.SampoException;
import io.sampo.runtime.work.QueryRunner.RunningQuery;
import io.sampo.runtime.work.QueryRunner.Snapshot;
import io.sampo.runtime.work.QueryWork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A query that never ran. */
record Refused(SampoException reason) implements RunningQuery {
  /** Closes the work. */
  static RunningQuery of(QueryWork work, SampoException reason) {
    try {
      work.close();
    } catch (RuntimeException trouble) {
      reason.addSuppressed(trouble);
    }
    return new Refused(reason);
  }

  /** Why work does not tell its stages. */
  static SampoException reason(RuntimeException failure) {
    return failure instanceof SampoException known
        ? known
        : SampoException.internal("the query has no stages to run: " + failure, failure);
  }

  @Override
  public CompletionStage<Void> done() {
    return CompletableFuture.failedFuture(reason);
  }

  @Override
  public void cancel() {}

  @Override
  public Snapshot snapshot() {
    return new Snapshot("", 0, 0, 0, 0, 0, 0);
  }
}
