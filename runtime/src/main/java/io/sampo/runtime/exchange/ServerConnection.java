package io.sampo.runtime.exchange;

import io.sampo.error.SampoException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import org.apache.arrow.memory.BufferAllocator;

/**
 * One client's connection: its thread reads what the client asks, every stream has one that sends.
 */
final class ServerConnection {
  private final FrameLink link;
  private final BlockStore store;
  private final BufferAllocator allocator;
  private final ExchangeSettings settings;
  private final DataPlaneFigures figures;
  private final Map<Long, ServerStream> streams = new ConcurrentHashMap<>();

  /** Senders that have not ended, and the connection's own thread. */
  private final Phaser running = new Phaser(1);

  private volatile boolean closed;

  ServerConnection(
      FrameLink link,
      BlockStore store,
      BufferAllocator allocator,
      ExchangeSettings settings,
      DataPlaneFigures figures) {
    this.link = link;
    this.store = store;
    this.allocator = allocator;
    this.settings = settings;
    this.figures = figures;
  }

  /** Serves until the connection ends. */
  void run() throws IOException {
    try {
      link.greet();
      while (!closed) {
        handle(link.read(Frame.Request.class));
      }
    } finally {
      close();
      running.arriveAndAwaitAdvance();
    }
  }

  private void handle(Frame.Request request) throws IOException {
    switch (request) {
      case Frame.Fetch fetch -> start(fetch);
      case Frame.Credit credit -> {
        ServerStream stream = streams.get(credit.stream());
        if (stream != null) {
          stream.taken(credit.bytes());
        }
      }
      case Frame.Cancel cancel -> {
        ServerStream stream = streams.remove(cancel.stream());
        if (stream != null) {
          stream.cancel();
        }
      }
      case Frame.Ping _ -> link.write(new Frame.Pong());
    }
  }

  private void start(Frame.Fetch fetch) {
    var stream = new ServerStream(fetch, link, store, allocator, settings.compression(), figures);
    streams.put(fetch.stream(), stream);
    if (closed) {
      stream.cancel();
    }
    running.register();
    Thread.ofVirtual()
        .name("sampo-data-send")
        .start(() -> {
          try {
            send(stream, fetch);
          } finally {
            streams.remove(fetch.stream());
            running.arriveAndDeregister();
          }
        });
  }

  private void send(ServerStream stream, Frame.Fetch fetch) {
    try {
      stream.sendAll();
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SampoException e) {
      fail(fetch, e);
    } catch (RuntimeException e) {
      fail(fetch, SampoException.internal("a block cannot be sent: " + e, e));
    }
  }

  private void fail(Frame.Fetch fetch, SampoException error) {
    try {
      link.write(new Frame.Failed(fetch.stream(), error));
    } catch (IOException e) {
      close();
    }
  }

  /** Ends the connection; its threads end soon. May be called twice, from any thread. */
  void close() {
    closed = true;
    link.close();
    streams.values().forEach(ServerStream::cancel);
  }

  /** Waits until all its threads have let go of blocks. */
  void awaitEnd() {
    running.awaitAdvance(0);
  }
}
