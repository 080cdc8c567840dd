package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.cluster.QueryListener;
import io.sampo.runtime.exchange.PartitionLocation;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which parts of a result can be read where. Safe for use by many threads. */
final class ResultParts implements QueryListener {
  private final NavigableMap<Integer, PartitionLocation> parts = new TreeMap<>();
  private int total = Integer.MAX_VALUE;
  private boolean ended;
  private @Nullable SampoException error;

  @Override
  public synchronized void delivered(int part, PartitionLocation location, boolean last) {
    // Parts are told in order, so what is known of later ones is from before a part was lost.
    parts.tailMap(part, true).clear();
    parts.put(part, location);
    if (last) {
      total = part + 1;
    }
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

  /** Whether there are no more than so many parts. */
  synchronized boolean areAll(int count) {
    return count >= total;
  }

  /** Waits for a part. */
  synchronized PartitionLocation await(int part) throws InterruptedException {
    while (true) {
      throwError();
      PartitionLocation found = parts.get(part);
      if (found != null) {
        return found;
      }
      wait();
    }
  }

  /**
   * The part is no longer where it was. Those behind it will be told again too: they may have to be
   * made anew, of rows that the part will be made of then.
   */
  synchronized void forget(int part) {
    parts.tailMap(part, true).clear();
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
