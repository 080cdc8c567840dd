package io.sampo.runtime.engine;

import io.sampo.engine.QueryProgress;
import io.sampo.engine.ResultBatch;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.types.StructType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The result of a query over kept rows. When some of them turn out to be lost before any row of the
 * result is handed out, the query runs once more, for which they are computed again. Used by one
 * thread; may be cancelled by any.
 */
final class RecomputingResult implements ResultStream {
  private static final int MOST_ATTEMPTS = 3;

  private final Supplier<Attempt> again;
  private volatile Attempt attempt;
  private int attempts = 1;
  private boolean delivered;

  /**
   * One run of the query.
   *
   * @param kept the rows it reads
   */
  record Attempt(ResultStream result, KeptSubstitution kept) {}

  /**
   * @param again runs the query once more
   */
  RecomputingResult(Attempt first, Supplier<Attempt> again) {
    this.attempt = first;
    this.again = again;
  }

  @Override
  public StructType schema() {
    return attempt.result().schema();
  }

  @Override
  public @Nullable ResultBatch next() {
    ColumnBatch batch = nextColumns();
    return batch == null ? null : new ColumnResultBatch(batch);
  }

  @Override
  public @Nullable ColumnBatch nextColumns() {
    while (true) {
      try {
        ColumnBatch batch = attempt.result().nextColumns();
        delivered |= batch != null;
        return batch;
      } catch (SampoException e) {
        if (delivered || attempts == MOST_ATTEMPTS || !attempt.kept().isDamaged()) {
          throw e;
        }
        attempts++;
        attempt.result().close();
        attempt = again.get();
      }
    }
  }

  @Override
  public QueryProgress progress() {
    return attempt.result().progress();
  }

  @Override
  public String workers() {
    return attempt.result().workers();
  }

  @Override
  public void cancel() {
    attempt.result().cancel();
  }

  @Override
  public void close() {
    attempt.result().close();
  }
}
