package io.sampo.runtime.exchange;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of its own node from the store, and those of other nodes over one connection to
 * each, which all readers share.
 */
public final class SocketBlockClient implements BlockClient {
  private final String node;
  private final BlockStore local;
  private final ExchangeSettings settings;
  private final LinkSecurity security;
  private final DataPlaneFigures figures;
  private final ScheduledExecutorService timer;
  private final Map<DataNode, Peer> peers = new HashMap<>();
  private volatile boolean closed;

  /** One other node. */
  private static final class Peer {
    final ReentrantLock connecting = new ReentrantLock();
    @Nullable ClientConnection connection;
  }

  /**
   * @param node this node's id
   * @param local the store of this node
   */
  public SocketBlockClient(
      String node,
      BlockStore local,
      ExchangeSettings settings,
      LinkSecurity security,
      DataPlaneFigures figures) {
    this.node = node;
    this.local = local;
    this.settings = settings;
    this.security = security;
    this.figures = figures;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("sampo-data-timer").factory());
    long period = Math.max(1, settings.idleTimeout().toMillis() / 4);
    ScheduledFuture<?> checking =
        timer.scheduleWithFixedDelay(this::checkAll, period, period, TimeUnit.MILLISECONDS);
    if (checking.isCancelled()) {
      throw new IllegalStateException("the timer does not run");
    }
  }

  @Override
  public BlockReader read(List<PartitionLocation> partitions, BufferAllocator allocator) {
    return new SocketBlockReader(this, partitions, allocator);
  }

  boolean isLocal(DataNode other) {
    return other.id().equals(node);
  }

  BlockStore local() {
    return local;
  }

  ExchangeSettings settings() {
    return settings;
  }

  DataPlaneFigures figures() {
    return figures;
  }

  /** Runs something on a virtual thread, later. */
  void later(Duration delay, Runnable work) {
    if (!closed) {
      ScheduledFuture<?> scheduled =
          timer.schedule(
              () -> Thread.ofVirtual().name("sampo-data-retry").start(work),
              delay.toMillis(),
              TimeUnit.MILLISECONDS);
      if (scheduled.isCancelled()) {
        work.run();
      }
    }
  }

  /**
   * The connection to a node, made when there is none. Waits; for virtual threads.
   *
   * @throws io.sampo.error.SampoException MISMATCHED_BUILD
   */
  ClientConnection connection(DataNode to) throws IOException {
    Peer peer;
    synchronized (peers) {
      peer = peers.computeIfAbsent(to, key -> new Peer());
    }
    peer.connecting.lock();
    try {
      ClientConnection known = peer.connection;
      if (known != null && known.isOpen()) {
        return known;
      }
      if (closed) {
        throw new IOException("the data plane is closed");
      }
      ClientConnection made = connect(to);
      peer.connection = made;
      return made;
    } finally {
      peer.connecting.unlock();
    }
  }

  private ClientConnection connect(DataNode to) throws IOException {
    Link link = security.connect(to.host(), to.port(), settings.connectTimeout());
    var framed = new FrameLink(link);
    try {
      // The greeting is part of connecting: a hung node must not hold it up.
      ScheduledFuture<?> limit =
          timer.schedule(link::close, settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
      try {
        framed.greet();
      } finally {
        limit.cancel(false);
      }
      return new ClientConnection(framed, figures);
    } catch (IOException | RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private List<ClientConnection> open() {
    synchronized (peers) {
      return peers.values().stream()
          .map(peer -> peer.connection)
          .filter(connection -> connection != null && connection.isOpen())
          .toList();
    }
  }

  private void checkAll() {
    long patience = settings.idleTimeout().toNanos();
    open().forEach(connection -> connection.check(patience));
  }

  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
    open().forEach(connection -> connection.end(new IOException("the data plane is closed")));
  }
}
