package io.sampo.runtime.worker.protocol;

import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.serde.ClusterMessage;
import java.util.List;

/** How an attempt ended. */
public sealed interface TaskReport extends ClusterMessage {
  ProducerAttempt attempt();

  /**
   * It is done, and what it wrote can be read.
   *
   * @param partitions what it wrote for each partition, in order
   * @param figures what it cost
   */
  record Done(ProducerAttempt attempt, List<PartitionSummary> partitions, TaskFigures figures)
      implements TaskReport {
    public Done {
      partitions = List.copyOf(partitions);
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
