package io.sampo.engine;

import io.sampo.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a running query, batch after batch in bounded memory. Used by one thread, but {@link
 * #cancel()} may be called from any.
 */
public interface QueryResult extends AutoCloseable {
  /** The columns. */
  StructType schema();

  /**
   * Waits for the next batch.
   *
   * @return the batch, valid until the next call, or null at the end
   * @throws io.sampo.error.SampoException when the query failed or was cancelled
   */
  @Nullable ResultBatch next();

  /** Figures of the query so far: rows and bytes read, stages done, time. */
  QueryProgress progress();

  /** Ends the query soon; {@link #next()} then throws OPERATION_CANCELED. */
  void cancel();

  /** Cancels what still runs and frees all buffers. May be called twice. */
  @Override
  void close();
}
