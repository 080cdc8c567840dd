package io.sampo.runtime.exchange;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.block.Compression;
import io.sampo.runtime.compress.CompressionException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to one node: a thread that receives for all streams, and one that sends
 * what is asked. Receiving never waits for a consumer, since no more comes than there was credit
 * for.
 */
final class ClientConnection {
  /** Who gets what a stream brings; called by the receiving thread, which must not be held up. */
  interface Receiver {
    /** Accounts what arrives. */
    BufferAllocator allocator();

    /** A block whose checksum was right. Takes it over. */
    void block(Frame.Block frame, BlockContent content);

    /** A block that arrived damaged. */
    void damaged(Frame.Block frame, String details);

    void partitionEnd(Frame.PartitionEnd frame);

    /** The stream has ended; asking again would not help. */
    void failed(SampoException error);

    /** The connection has ended. */
    void disconnected(Throwable cause);
  }

  private final FrameLink link;
  private final DataPlaneFigures figures;
  private final Map<Long, Receiver> streams = new ConcurrentHashMap<>();
  private final LinkedBlockingQueue<Frame.Request> outgoing = new LinkedBlockingQueue<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Thread sender;
  private volatile @Nullable Throwable ended;

  /** Takes over a link that was greeted. */
  ClientConnection(FrameLink link, DataPlaneFigures figures) {
    this.link = link;
    this.figures = figures;
    this.sender = Thread.ofVirtual().name("sampo-data-request").start(this::sendAll);
    Thread.ofVirtual().name("sampo-data-receive").start(this::receiveAll);
  }

  boolean isOpen() {
    return ended == null;
  }

  /** Starts a stream; its number. */
  long fetch(List<Frame.Range> ranges, long credit, Receiver receiver) {
    long stream = numbers.incrementAndGet();
    streams.put(stream, receiver);
    outgoing.add(new Frame.Fetch(stream, ranges, credit));
    Throwable cause = ended;
    if (cause != null && streams.remove(stream) != null) {
      receiver.disconnected(cause);
    }
    return stream;
  }

  void taken(long stream, long bytes) {
    outgoing.add(new Frame.Credit(stream, bytes));
  }

  void cancel(long stream) {
    if (streams.remove(stream) != null) {
      outgoing.add(new Frame.Cancel(stream));
    }
  }

  /**
   * Asks for a sign of life where something is awaited, and ends a connection that gives none.
   *
   * @param patience nanoseconds without a sign
   */
  void check(long patience) {
    if (streams.isEmpty() || !isOpen()) {
      return;
    }
    long silent = System.nanoTime() - link.lastHeard();
    if (silent > patience) {
      end(new IOException(link.peer() + " gave no sign of life for " + silent / 1_000_000 + " ms"));
    } else if (silent > patience / 4) {
      outgoing.add(new Frame.Ping());
    }
  }

  private void sendAll() {
    try {
      while (isOpen()) {
        link.write(outgoing.take());
      }
    } catch (IOException e) {
      end(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void receiveAll() {
    try {
      while (isOpen()) {
        switch (link.read(Frame.Response.class)) {
          case Frame.Block block -> receive(block);
          case Frame.PartitionEnd end -> {
            Receiver receiver = streams.get(end.stream());
            if (receiver != null) {
              receiver.partitionEnd(end);
            }
          }
          case Frame.Failed failed -> {
            Receiver receiver = streams.remove(failed.stream());
            if (receiver != null) {
              receiver.failed(failed.error());
            }
          }
          case Frame.Pong _ -> {}
        }
      }
    } catch (IOException | RuntimeException e) {
      end(e);
    }
  }

  private void receive(Frame.Block frame) throws IOException {
    Receiver receiver = streams.get(frame.stream());
    boolean absurd =
        frame.packed() < 0
            || frame.bytes() < 0
            || frame.packed() > BlockBytes.MOST_BYTES
            || frame.bytes() > BlockBytes.MOST_BYTES;
    if (absurd) {
      throw new IOException(link.peer() + " sent a block of " + frame.packed() + " bytes");
    }
    if (receiver == null) {
      link.skip(frame.packed());
      return;
    }
    ArrowBuf packed;
    try {
      packed = BlockBytes.allocate(receiver.allocator(), frame.packed());
    } catch (SampoException e) {
      streams.remove(frame.stream());
      outgoing.add(new Frame.Cancel(frame.stream()));
      receiver.failed(e);
      link.skip(frame.packed());
      return;
    }
    try {
      link.readBody(BlockBytes.view(packed, frame.packed()));
    } catch (IOException | RuntimeException e) {
      packed.close();
      throw e;
    }
    figures.received(frame.packed());
    deliver(frame, receiver, packed);
  }

  private void deliver(Frame.Block frame, Receiver receiver, ArrowBuf packed) {
    ArrowBuf buffer;
    try {
      buffer =
          BlockBytes.unpack(
              new BlockBytes.Packed(packed, frame.packed(), frame.compression()),
              frame.bytes(),
              receiver.allocator());
    } catch (CompressionException e) {
      figures.damaged();
      receiver.damaged(frame, String.valueOf(e.getMessage()));
      return;
    } catch (SampoException e) {
      cancel(frame.stream());
      receiver.failed(e);
      return;
    }
    boolean sound = frame.compression() != Compression.NONE || frame.bytes() == frame.packed();
    if (!sound || BlockBytes.checksum(buffer, frame.bytes()) != frame.crc()) {
      buffer.close();
      figures.damaged();
      receiver.damaged(frame, "its checksum was wrong at arrival");
      return;
    }
    receiver.block(
        frame, new BlockContent(buffer, frame.bytes(), frame.rows(), frame.rowChecksum()));
  }

  /** Ends the connection. May be called twice; the first cause counts. */
  void end(Throwable cause) {
    synchronized (this) {
      if (ended != null) {
        return;
      }
      ended = cause;
    }
    link.close();
    sender.interrupt();
    for (Long stream : List.copyOf(streams.keySet())) {
      Receiver receiver = streams.remove(stream);
      if (receiver != null) {
        receiver.disconnected(cause);
      }
    }
  }

  /** Whether asking another time cannot help. */
  static boolean isFinal(Throwable cause) {
    return cause instanceof SampoException known && known.code() == ErrorCode.MISMATCHED_BUILD;
  }
}
