package io.sampo.runtime.operator;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.batch.ColumnBatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a query's result. Used by one thread, but {@link #complete} may be called by any. */
public final class ResultReader {
  private final ResultQueue queue;

  ResultReader(ResultQueue queue) {
    this.queue = queue;
  }

  /**
   * Waits for the next batch, which the caller closes; null at the end.
   *
   * @throws SampoException when the query failed, or the waiting thread was interrupted
   */
  public @Nullable ColumnBatch next() {
    try {
      return queue.take();
    } catch (ResultQueue.ResultFailure e) {
      throw e.getCause() instanceof SampoException known
          ? known
          : SampoException.internal(String.valueOf(e.getCause()), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
    }
  }

  /** Tells the reader that the query ended. */
  public void complete(@Nullable Throwable failure) {
    queue.complete(failure);
  }

  /** Drops what was not read and what is still to come. */
  public void close() {
    queue.close();
  }
}
