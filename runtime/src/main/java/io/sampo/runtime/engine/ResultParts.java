package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.cluster.QueryListener;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.PartitionSummary;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which parts of a result can be read where. Safe for use by many threads. */
final class ResultParts implements QueryListener {
  private final Map<Integer, Part> parts = new HashMap<>();
  private boolean ended;
  private @Nullable SampoException error;

  /** A part that can be read. */
  record Part(PartitionLocation location, PartitionSummary summary) {}

  @Override
  public synchronized void delivered(
      int part, PartitionLocation location, PartitionSummary summary) {
    parts.put(part, new Part(location, summary));
    notifyAll();
  }

  @Override
  public synchronized void finished(@Nullable SampoException cause) {
    if (!ended) {
      ended = true;
      error = cause;
    }
    notifyAll();
  }

  synchronized void cancel() {
    finished(new SampoException(ErrorCode.OPERATION_CANCELED, Map.of()));
  }

  /** Waits for a part. */
  synchronized Part await(int part) throws InterruptedException {
    while (true) {
      throwError();
      Part found = parts.get(part);
      if (found != null) {
        return found;
      }
      wait();
    }
  }

  /** The part is no longer where it was. */
  synchronized void forget(int part) {
    parts.remove(part);
  }

  /** All parts were read; what is left is an error, if there was one. */
  synchronized void check() {
    throwError();
  }

  private void throwError() {
    if (error != null) {
      throw error;
    }
  }
}
