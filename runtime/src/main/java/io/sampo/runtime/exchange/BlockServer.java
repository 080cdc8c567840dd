package io.sampo.runtime.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.BufferAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the blocks of a store to clients of other nodes. Every connection has virtual threads of
 * its own, so that the data plane shares no thread with actors or computing. Safe for use by many
 * threads.
 */
public final class BlockServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BlockServer.class);
  private static final int SOCKET_BUFFER = 4 << 20;

  private final BlockStore store;
  private final BufferAllocator allocator;
  private final ExchangeSettings settings;
  private final LinkSecurity security;
  private final ServerSocketChannel listening;
  private final DataPlaneFigures figures;
  private final Set<ServerConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Starts to listen.
   *
   * @param address where; port 0 lets the system choose one
   * @param allocator for compressed copies of blocks on their way; the server closes it
   * @throws UncheckedIOException when the address cannot be listened at
   */
  public BlockServer(
      BlockStore store,
      InetSocketAddress address,
      BufferAllocator allocator,
      ExchangeSettings settings,
      LinkSecurity security,
      DataPlaneFigures figures) {
    this.store = store;
    this.allocator = allocator;
    this.settings = settings;
    this.security = security;
    this.figures = figures;
    try {
      this.listening = ServerSocketChannel.open();
      listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listening.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      listening.bind(address);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen at " + address, e);
    }
    Thread.ofVirtual().name("sampo-data-accept").start(this::acceptAll);
  }

  /** The port that it listens at. */
  public int port() {
    try {
      return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptAll() {
    while (!closed) {
      try {
        SocketChannel channel = listening.accept();
        Thread.ofVirtual().name("sampo-data-server").start(() -> serve(channel.socket()));
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("The data plane cannot accept a connection", e);
        }
      }
    }
  }

  private void serve(Socket socket) {
    try (Link link = accepted(socket)) {
      var connection =
          new ServerConnection(new FrameLink(link), store, allocator, settings, figures);
      connections.add(connection);
      try {
        connection.run();
      } finally {
        connection.close();
        connections.remove(connection);
      }
    } catch (IOException | RuntimeException e) {
      if (!closed) {
        LOG.debug("A connection of the data plane ended", e);
      }
    }
  }

  private Link accepted(Socket socket) throws IOException {
    try {
      return security.accept(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /**
   * Ends all connections and listens no more. Waits for what is being sent. May be called twice.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connections.forEach(ServerConnection::close);
    connections.forEach(ServerConnection::awaitEnd);
    allocator.close();
  }
}
