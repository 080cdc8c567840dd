package io.sampo.runtime.worker.protocol;

import io.sampo.runtime.exchange.DataNode;

/**
 * A worker as others know it.
 *
 * @param id unique among all workers that ever were; a worker that starts again has a new one
 * @param slots how many tasks it runs at once
 * @param host where it runs, for people
 * @param data its end of the data plane, of the same id
 */
public record WorkerInfo(String id, int slots, String host, DataNode data) {
  public WorkerInfo {
    if (slots < 1 || !data.id().equals(id)) {
      throw new IllegalArgumentException(id + " with " + slots + " slots at " + data);
    }
  }
}
