package io.sampo.runtime.worker;

import io.sampo.runtime.exchange.BlockContent;
import io.sampo.runtime.exchange.BlockReader;
import io.sampo.runtime.worker.protocol.TaskOrder;

/** A task's reader with the troubles that are wished for. */
record FaultyReader(BlockReader reader, TaskFaults faults, TaskOrder order) implements BlockReader {
  @Override
  public Next poll(Runnable waker) {
    return checked(reader.poll(waker));
  }

  @Override
  public Next take() throws InterruptedException {
    return checked(reader.take());
  }

  private Next checked(Next next) {
    if (next instanceof Next.Block(BlockContent content)) {
      try {
        faults.at(TaskFaults.Point.AFTER_READ, order);
      } catch (RuntimeException | Error e) {
        content.close();
        throw e;
      }
    }
    return next;
  }

  @Override
  public long bytesReceived() {
    return reader.bytesReceived();
  }

  @Override
  public void close() {
    reader.close();
  }
}
