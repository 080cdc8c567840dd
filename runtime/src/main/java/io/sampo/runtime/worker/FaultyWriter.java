package io.sampo.runtime.worker;

import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.PartitionSummary;
import io.sampo.runtime.worker.protocol.TaskOrder;
import java.util.List;

/** A task's writer with the troubles that are wished for. */
record FaultyWriter(BlockWriter writer, TaskFaults faults, TaskOrder order) implements BlockWriter {
  @Override
  public void add(int consumer, BlockContent content) {
    try {
      faults.at(TaskFaults.Point.BEFORE_WRITE, order);
    } catch (RuntimeException | Error e) {
      content.close();
      throw e;
    }
    writer.add(consumer, content);
    faults.at(TaskFaults.Point.AFTER_WRITE, order);
  }

  @Override
  public List<PartitionSummary> commit() {
    return writer.commit();
  }

  @Override
  public void close() {
    writer.close();
  }
}
