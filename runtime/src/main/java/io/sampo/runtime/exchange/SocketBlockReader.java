package io.sampo.runtime.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions in order; each other node sends its own ones meanwhile, as far as its share of
 * the window goes.
 */
final class SocketBlockReader implements BlockReader {
  private static final Next PENDING = new Next.Pending();
  private static final Next END = new Next.End();

  private final SocketBlockClient client;
  private final List<PartitionLocation> partitions;
  private final Map<DataNode, NodeStream> streams = new LinkedHashMap<>();
  private int partition;
  private int localSequence;
  private boolean started;
  private boolean closed;

  /** Who waits. Guarded by this. */
  private @Nullable Runnable waker;

  /** Whether something may have come since the last look. Guarded by this. */
  private boolean news;

  SocketBlockReader(
      SocketBlockClient client, List<PartitionLocation> partitions, BufferAllocator allocator) {
    this.client = client;
    this.partitions = List.copyOf(partitions);
    var byNode = new LinkedHashMap<DataNode, List<PartitionLocation>>();
    for (PartitionLocation location : partitions) {
      if (!client.isLocal(location.node())) {
        byNode.computeIfAbsent(location.node(), key -> new ArrayList<>()).add(location);
      }
    }
    long window = client.settings().windowBytes() / Math.max(1, byNode.size());
    byNode.forEach((node, mine) ->
        streams.put(node, new NodeStream(client, node, mine, allocator, window, this::wake)));
  }

  @Override
  public Next poll(Runnable waker) {
    if (closed) {
      throw new IllegalStateException("the reader is closed");
    }
    if (!started) {
      started = true;
      streams.values().forEach(NodeStream::start);
    }
    while (true) {
      synchronized (this) {
        news = false;
      }
      Next next = look();
      if (next != PENDING || waits(waker)) {
        return next;
      }
    }
  }

  /** Leaves the waker, unless something has come since. */
  private synchronized boolean waits(Runnable mine) {
    if (news) {
      return false;
    }
    waker = mine;
    return true;
  }

  private void wake() {
    Runnable waiting;
    synchronized (this) {
      news = true;
      waiting = waker;
      waker = null;
    }
    if (waiting != null) {
      waiting.run();
    }
  }

  private Next look() {
    while (partition < partitions.size()) {
      PartitionLocation location = partitions.get(partition);
      NodeStream stream = streams.get(location.node());
      Next next = stream == null ? lookLocal(location) : look(stream);
      if (next != END) {
        return next;
      }
      partition++;
      localSequence = 0;
    }
    return END;
  }

  private static Next look(NodeStream stream) {
    return switch (stream.poll()) {
      case null -> PENDING;
      case NodeStream.Arrived.Block block -> new Next.Block(block.content());
      case NodeStream.Arrived.End _ -> END;
    };
  }

  private Next lookLocal(PartitionLocation location) {
    int sequence = location.from() + localSequence;
    BlockAddress address = location.address().block(sequence);
    if (location.blocks() == PartitionLocation.FOLLOW) {
      switch (client.local().availability(address, this::wake)) {
        case PENDING -> {
          return PENDING;
        }
        case END -> {
          return END;
        }
        case READY, LOST -> {}
      }
    } else if (sequence >= location.blocks()) {
      return END;
    }
    BlockContent content = client.local().read(address);
    localSequence++;
    client.figures().local();
    return new Next.Block(content);
  }

  @Override
  public Next take() throws InterruptedException {
    var woken = new Semaphore(0);
    Next next = poll(woken::release);
    while (next == PENDING) {
      woken.acquire();
      next = poll(woken::release);
    }
    return next;
  }

  @Override
  public long bytesReceived() {
    return streams.values().stream().mapToLong(NodeStream::bytesReceived).sum();
  }

  @Override
  public void close() {
    closed = true;
    streams.values().forEach(NodeStream::close);
  }
}
