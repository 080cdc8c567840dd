package io.sampo.runtime.cluster;

import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.PartitionLocation;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.worker.protocol.TaskOrder;
import org.jspecify.annotations.Nullable;

/** What is to be done. */
sealed interface ClusterAction {
  /** Have a worker run a task. */
  record Launch(String worker, TaskOrder order) implements ClusterAction {}

  /** Have a worker end an attempt, or forget what it wrote. */
  record Cancel(String worker, ProducerAttempt attempt) implements ClusterAction {}

  /**
   * Keep in mind how a join runs, before tasks of it are launched.
   *
   * @param probe the fragment that sends it the rows that look up
   * @param joined whether that is part of the join instead
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

  /** A query ended; with an error when it failed. All workers free what they hold of it. */
  record Finish(String query, @Nullable SampoException error) implements ClusterAction {}
}
