package io.sampo.runtime.exchange;

import io.sampo.error.SampoException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What one reader gets from one other node: the partitions it has there, one after the other. When
 * the connection ends or a block arrives damaged it asks again, from the first block that is
 * missing.
 */
final class NodeStream {
  /** What has arrived, in order. */
  sealed interface Arrived {
    /** A block. */
    record Block(BlockContent content) implements Arrived {}

    /** The partition has no more. */
    record End() implements Arrived {}
  }

  private final SocketBlockClient client;
  private final DataNode node;
  private final List<PartitionLocation> partitions;
  private final BufferAllocator allocator;
  private final long window;
  private final Runnable onArrival;
  private final ArrayDeque<Arrived> arrived = new ArrayDeque<>();

  /** The place behind all that has arrived. */
  private int partition;

  private int sequence;

  /** Failed attempts since something arrived. */
  private int failures;

  /** Counts the attempts: what an earlier one brings is not wanted any more. */
  private int generation;

  private long takenSinceCredit;
  private long received;
  private @Nullable ClientConnection connection;
  private long stream;
  private @Nullable SampoException failure;
  private boolean closed;

  NodeStream(
      SocketBlockClient client,
      DataNode node,
      List<PartitionLocation> partitions,
      BufferAllocator allocator,
      long window,
      Runnable onArrival) {
    this.client = client;
    this.node = node;
    this.partitions = List.copyOf(partitions);
    this.sequence = partitions.getFirst().from();
    this.allocator = allocator;
    this.window = window;
    this.onArrival = onArrival;
  }

  /** Asks for what is missing, on a thread of its own. */
  void start() {
    int mine;
    synchronized (this) {
      mine = generation;
    }
    Thread.ofVirtual().name("sampo-data-fetch").start(() -> ask(mine));
  }

  private void ask(int attempt) {
    try {
      ClientConnection to = client.connection(node);
      synchronized (this) {
        if (closed || attempt != generation) {
          return;
        }
        connection = to;
        takenSinceCredit = 0;
        stream = to.fetch(missing(), window, new Receiving(attempt));
      }
    } catch (IOException | RuntimeException e) {
      retry(attempt, "the node cannot be reached: " + e.getMessage(), e);
    }
  }

  private List<Frame.Range> missing() {
    var ranges = new ArrayList<Frame.Range>();
    for (int i = partition; i < partitions.size(); i++) {
      PartitionLocation location = partitions.get(i);
      ranges.add(
          new Frame.Range(
              location.address(), i == partition ? sequence : location.from(), location.blocks()));
    }
    return ranges;
  }

  /**
   * The next thing that has arrived, or null when there is none yet.
   *
   * @throws SampoException when no more will come
   */
  synchronized @Nullable Arrived poll() {
    Arrived next = arrived.poll();
    if (next == null && failure != null) {
      throw failure;
    }
    if (next instanceof Arrived.Block block) {
      giveCredit(block.content().bytes());
    }
    return next;
  }

  /** Several blocks' credit goes together, unless the sender may be waiting for it. */
  private void giveCredit(long bytes) {
    takenSinceCredit += bytes;
    ClientConnection to = connection;
    if (to != null && (arrived.isEmpty() || takenSinceCredit >= window / 4)) {
      to.taken(stream, takenSinceCredit);
      takenSinceCredit = 0;
    }
  }

  synchronized long bytesReceived() {
    return received;
  }

  /** Under the lock. */
  private boolean isCurrent(int attempt) {
    return attempt == generation && !closed && failure == null;
  }

  private void retry(int attempt, String details, Throwable cause) {
    boolean again;
    int next;
    int failed;
    synchronized (this) {
      if (!isCurrent(attempt)) {
        return;
      }
      next = ++generation;
      failed = ++failures;
      ClientConnection from = connection;
      if (from != null) {
        from.cancel(stream);
        connection = null;
      }
      again = failed < client.settings().attempts() && !ClientConnection.isFinal(cause);
      if (!again) {
        failure = failure(details, cause);
      }
    }
    if (again) {
      client.figures().refetched();
      Duration delay = client.settings().retryDelay().multipliedBy(failed - 1L);
      client.later(delay, () -> ask(next));
    } else {
      onArrival.run();
    }
  }

  private SampoException failure(String details, Throwable cause) {
    if (ClientConnection.isFinal(cause) && cause instanceof SampoException known) {
      return known;
    }
    BlockAddress block = partitions.get(partition).address().block(sequence);
    return new BlockLoss(block, node.id()).toException(details, cause);
  }

  synchronized void close() {
    closed = true;
    ClientConnection from = connection;
    if (from != null) {
      from.cancel(stream);
    }
    for (Arrived one : arrived) {
      if (one instanceof Arrived.Block block) {
        block.content().close();
      }
    }
    arrived.clear();
  }

  /** What one attempt brings. */
  private final class Receiving implements ClientConnection.Receiver {
    private final int attempt;
    private final int firstPartition;

    Receiving(int attempt) {
      this.attempt = attempt;
      this.firstPartition = partition;
    }

    @Override
    public BufferAllocator allocator() {
      return allocator;
    }

    @Override
    public void block(Frame.Block frame, BlockContent content) {
      synchronized (NodeStream.this) {
        boolean expected =
            isCurrent(attempt)
                && frame.range() + firstPartition == partition
                && frame.sequence() == sequence;
        if (!expected) {
          content.close();
          return;
        }
        arrived.add(new Arrived.Block(content));
        received += frame.packed();
        sequence++;
        failures = 0;
      }
      onArrival.run();
    }

    @Override
    public void partitionEnd(Frame.PartitionEnd frame) {
      synchronized (NodeStream.this) {
        if (!isCurrent(attempt) || frame.range() + firstPartition != partition) {
          return;
        }
        arrived.add(new Arrived.End());
        partition++;
        sequence = partition < partitions.size() ? partitions.get(partition).from() : 0;
        failures = 0;
      }
      onArrival.run();
    }

    @Override
    public void damaged(Frame.Block frame, String details) {
      retry(attempt, details, new IOException(details));
    }

    @Override
    public void disconnected(Throwable cause) {
      synchronized (NodeStream.this) {
        if (partition >= partitions.size()) {
          return;
        }
      }
      retry(attempt, "the connection ended: " + cause.getMessage(), cause);
    }

    @Override
    public void failed(SampoException error) {
      synchronized (NodeStream.this) {
        if (!isCurrent(attempt)) {
          return;
        }
        failure = error;
      }
      onArrival.run();
    }
  }
}
