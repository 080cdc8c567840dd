package io.sampo.runtime.cluster;

import io.sampo.error.SampoException;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.cache.SpreadRows;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.TaskOrder;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is to be done. */
sealed interface ClusterAction {
  /** Have a worker run a task. */
  record Launch(String worker, TaskOrder order) implements ClusterAction {}

  /** Have a worker end an attempt, or forget what it wrote. */
  record Cancel(String worker, ProducerAttempt attempt) implements ClusterAction {}

  /**
   * Keep in mind whether a fragment is run, or is part of the one that reads it, before tasks of
   * that are launched.
   *
   * @param probe the fragment
   * @param joined whether it is part of the other
   */
  record Decide(String query, int probe, boolean joined) implements ClusterAction {}

  /**
   * A part of the result can be read.
   *
   * @param part counts the parts in the order of the result
   * @param last whether there are no more behind it
   */
  record Deliver(String query, int part, PartitionLocation location, boolean last)
      implements ClusterAction {}

  /**
   * All rows that a query keeps for later ones are there.
   *
   * @param parts in the order of the rows
   */
  record Kept(String query, List<SpreadRows.Part> parts, RowFigures figures)
      implements ClusterAction {}

  /** Have all workers free what they hold of a query but for the blocks of some exchanges. */
  record KeepOnly(String query, Set<Integer> exchanges) implements ClusterAction {}

  /** A query ended; with an error when it failed. All workers free what they hold of it. */
  record Finish(String query, @Nullable SampoException error) implements ClusterAction {}
}
