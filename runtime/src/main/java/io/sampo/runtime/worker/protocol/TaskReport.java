package io.sampo.runtime.worker.protocol;

import io.sampo.error.SampoException;
import io.sampo.runtime.cache.RowFigures;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.ClusterMessage;
import java.util.List;
import java.util.Optional;

/** How an attempt ended. */
public sealed interface TaskReport extends ClusterMessage {
  ProducerAttempt attempt();

  /**
   * It is done, and what it wrote can be read.
   *
   * @param partitions what it wrote for each partition, in order
   * @param figures what it cost
   * @param kept what is known of its rows when they are kept for later queries
   */
  record Done(
      ProducerAttempt attempt,
      List<PartitionSummary> partitions,
      TaskFigures figures,
      Optional<RowFigures> kept)
      implements TaskReport {
    public Done {
      partitions = List.copyOf(partitions);
    }

    /** Of rows that are not kept. */
    public Done(ProducerAttempt attempt, List<PartitionSummary> partitions, TaskFigures figures) {
      this(attempt, partitions, figures, Optional.empty());
    }
  }

  /**
   * It failed, and what it wrote is gone.
   *
   * @param input what it was reading, in words; empty when unknown
   */
  record Failed(ProducerAttempt attempt, SampoException error, String input)
      implements TaskReport {}
}
