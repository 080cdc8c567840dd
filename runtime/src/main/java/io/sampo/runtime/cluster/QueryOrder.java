package io.sampo.runtime.cluster;

import io.sampo.physical.fragment.FragmentGraph;
import io.sampo.runtime.worker.protocol.TaskCode;
import io.sampo.runtime.worker.protocol.TaskSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * A query to run.
 *
 * @param id unique among all queries that a worker ever sees
 * @param patience how long it waits while there are no workers
 * @param keeping for a query whose result is kept for later ones instead of being read
 */
public record QueryOrder(
    String id,
    FragmentGraph graph,
    TaskSettings settings,
    RecoverySettings recovery,
    AdaptiveSettings adaptive,
    Duration patience,
    Optional<Keeping> keeping) {
  /**
   * How a result is kept.
   *
   * @param label what the rows are called in errors
   * @param again whether parts that are lost are made again; otherwise all rows are lost with them
   */
  public record Keeping(String label, boolean again) {}

  /** The same query with its code in another form. */
  public QueryOrder with(TaskCode code) {
    return new QueryOrder(id, graph, settings.with(code), recovery, adaptive, patience, keeping);
  }

  /** A query whose result is read. */
  public QueryOrder(
      String id,
      FragmentGraph graph,
      TaskSettings settings,
      RecoverySettings recovery,
      AdaptiveSettings adaptive,
      Duration patience) {
    this(id, graph, settings, recovery, adaptive, patience, Optional.empty());
  }
}
