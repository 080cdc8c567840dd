package io.sampo.runtime.remote.wire;

import io.sampo.runtime.serde.Serde;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Frames over a socket: four bytes of length, one that says what it is, and the content. One thread
 * may read while others write; writes wait for each other. What the peer does not read stays in its
 * socket and in ours, so a slow reader holds a writer up.
 */
public final class Connection implements AutoCloseable {
  /** Said first by both sides, and the protocol's version. */
  private static final byte[] GREETING = "SAMPO-1 ".getBytes(StandardCharsets.US_ASCII);

  private static final Serde SERDE = Serde.standard();
  private static final byte MESSAGE = 1;
  private static final byte BATCH = 2;
  private static final int MOST_BYTES = 1 << 28;
  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final ReentrantLock writing = new ReentrantLock();

  private Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  /**
   * Waits for a driver's greeting and answers it. Owns the socket from now on. The client reads
   * first, so that it learns why it is refused before it fails to write.
   *
   * @param patience how long the peer may take
   * @throws IOException when it speaks another protocol or version, refuses this process, or does
   *     not answer in time
   * @throws io.sampo.error.SampoException MISMATCHED_BUILD when it knows other messages
   */
  public static Connection ofClient(Socket socket, Duration patience) throws IOException {
    return greet(socket, patience, false);
  }

  /** As {@link #ofClient}, the driver's side. */
  public static Connection ofDriver(Socket socket, Duration patience) throws IOException {
    return greet(socket, patience, true);
  }

  private static Connection greet(Socket socket, Duration patience, boolean first)
      throws IOException {
    try {
      var connection = new Connection(socket);
      socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
      if (first) {
        connection.sayGreeting();
        connection.hearGreeting();
      } else {
        connection.hearGreeting();
        connection.sayGreeting();
      }
      socket.setSoTimeout(0);
      return connection;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void sayGreeting() throws IOException {
    out.write(GREETING);
    out.write(SERDE.fingerprint().getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void hearGreeting() throws IOException {
    byte[] greeting = in.readNBytes(GREETING.length);
    if (greeting.length == 0) {
      throw new EOFException("the peer closed the connection");
    }
    if (!Arrays.equals(greeting, GREETING)) {
      throw new IOException("the peer speaks another protocol or version");
    }
    byte[] theirs = in.readNBytes(SERDE.fingerprint().length());
    SERDE.requireSame(new String(theirs, StandardCharsets.US_ASCII), peer());
  }

  /** How long {@link #receive} waits at most; zero waits for ever. */
  public void patience(Duration longest) throws IOException {
    socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
  }

  /** Sends a request or a response. */
  public void send(Object message) throws IOException {
    write(MESSAGE, ByteBuffer.wrap(SERDE.write(message)));
  }

  /** Sends the remaining bytes as a batch. */
  public void sendBatch(ByteBuffer batch) throws IOException {
    write(BATCH, batch);
  }

  private void write(byte kind, ByteBuffer content) throws IOException {
    int length = content.remaining();
    if (length > MOST_BYTES) {
      throw new IOException("a frame of " + length + " bytes is too large");
    }
    writing.lock();
    try {
      out.writeInt(length);
      out.writeByte(kind);
      if (content.hasArray()) {
        out.write(content.array(), content.arrayOffset() + content.position(), length);
      } else {
        byte[] some = new byte[Math.min(length, BUFFER)];
        while (content.hasRemaining()) {
          int count = Math.min(some.length, content.remaining());
          content.get(some, 0, count);
          out.write(some, 0, count);
        }
      }
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Waits for the next frame.
   *
   * @throws EOFException when the peer closed the connection between two frames or in one
   * @throws java.net.SocketTimeoutException when nothing came in the time of {@link #patience}
   * @throws IOException when the connection broke, or what came is no frame
   */
  public Frame receive() throws IOException {
    int length = in.readInt();
    byte kind = in.readByte();
    if (length < 0 || length > MOST_BYTES) {
      throw new IOException("a frame of " + length + " bytes is none");
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException("the connection ended inside of a frame");
    }
    return switch (kind) {
      case MESSAGE -> new Frame.Message(SERDE.read(content, Record.class));
      case BATCH -> new Frame.Batch(content);
      default -> throw new IOException("there is no kind " + kind + " of frames");
    };
  }

  /** The peer's address. */
  public String peer() {
    return String.valueOf(socket.getRemoteSocketAddress());
  }

  /** Closes the socket; whoever reads or writes gets an IOException. May be called twice. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // It is gone either way.
    }
  }
}
