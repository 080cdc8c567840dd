package io.sampo.runtime.exchange;

import io.sampo.runtime.block.Compression;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;

/** One fetch at the server: sends blocks as far as the client's credit goes. */
final class ServerStream {
  private final Frame.Fetch fetch;
  private final FrameLink link;
  private final BlockStore store;
  private final BufferAllocator allocator;
  private final Compression compression;
  private final DataPlaneFigures figures;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long onTheWay;
  private boolean cancelled;
  private boolean woken;

  ServerStream(
      Frame.Fetch fetch,
      FrameLink link,
      BlockStore store,
      BufferAllocator allocator,
      Compression compression,
      DataPlaneFigures figures) {
    this.fetch = fetch;
    this.link = link;
    this.store = store;
    this.allocator = allocator;
    this.compression = compression;
    this.figures = figures;
  }

  void taken(long bytes) {
    change(() -> onTheWay -= bytes);
  }

  void cancel() {
    change(() -> cancelled = true);
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sends all blocks, or as many as are wanted until it is cancelled. */
  void sendAll() throws IOException, InterruptedException {
    for (int i = 0; i < fetch.ranges().size(); i++) {
      Frame.Range range = fetch.ranges().get(i);
      int sequence = range.from();
      while (exists(range, sequence)) {
        BlockAddress address = range.partition().block(sequence);
        try (BlockContent content = store.read(address)) {
          if (!awaitCredit(content.bytes())) {
            return;
          }
          send(i, sequence, content, store.checksum(address, content));
        }
        sequence++;
      }
      if (isCancelled()) {
        return;
      }
      link.write(new Frame.PartitionEnd(fetch.stream(), i, sequence));
    }
  }

  private void send(int range, int sequence, BlockContent content, int crc) throws IOException {
    try (BlockBytes.Packed packed = BlockBytes.pack(content, compression, allocator)) {
      var frame =
          new Frame.Block(
              fetch.stream(),
              range,
              sequence,
              content.bytes(),
              packed.bytes(),
              packed.compression(),
              content.rows(),
              content.checksum(),
              crc);
      link.write(frame, BlockBytes.view(packed.buffer(), packed.bytes()));
      figures.sent(packed.bytes());
    }
  }

  /** Waits until it is known whether there is such a block. */
  private boolean exists(Frame.Range range, int sequence) throws InterruptedException {
    if (range.blocks() != PartitionLocation.FOLLOW) {
      return sequence < range.blocks() && !isCancelled();
    }
    while (!isCancelled()) {
      BlockStore.Availability availability =
          store.availability(range.partition().block(sequence), () -> change(() -> woken = true));
      switch (availability) {
        case READY, LOST -> {
          return true;
        }
        case END -> {
          return false;
        }
        case PENDING -> awaitWaker();
      }
    }
    return false;
  }

  private void awaitWaker() throws InterruptedException {
    lock.lock();
    try {
      while (!woken && !cancelled) {
        changed.await();
      }
      woken = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isCancelled() {
    lock.lock();
    try {
      return cancelled;
    } finally {
      lock.unlock();
    }
  }

  /** A block may go when there is credit for it, or nothing else is on its way. */
  private boolean awaitCredit(long bytes) throws InterruptedException {
    lock.lock();
    try {
      while (!cancelled && onTheWay > 0 && onTheWay + bytes > fetch.credit()) {
        changed.await();
      }
      onTheWay += bytes;
      return !cancelled;
    } finally {
      lock.unlock();
    }
  }
}
