package io.sampo.runtime.exchange;

import io.sampo.runtime.serde.Serde;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** Frames over a link: a length, the frame as {@link Serde} writes it, and what may follow it. */
final class FrameLink {
  /** Longer ones are refused: nobody sends such. */
  private static final int MOST_HEADER_BYTES = 64 << 20;

  private static final int SHORT_FRAME = 1 << 10;
  private static final int SKIPPING_BUFFER = 64 << 10;
  private static final String MAGIC = "sampo-data-1 ";
  private static final int GREETING_BYTES = 32;

  private final Link link;
  private final Serde serde = Serde.standard();
  private final ReentrantLock writing = new ReentrantLock();
  private final ByteBuffer length = ByteBuffer.allocateDirect(Integer.BYTES);

  /** A frame on its way out. Guarded by {@link #writing}. */
  private ByteBuffer outgoing = ByteBuffer.allocateDirect(SHORT_FRAME);

  private final AtomicLong lastHeard = new AtomicLong(System.nanoTime());

  FrameLink(Link link) {
    this.link = link;
  }

  /**
   * Makes sure that both sides are of the same build; before any frame.
   *
   * @throws io.sampo.error.SampoException MISMATCHED_BUILD
   * @throws IOException when the other side is no data plane, or gone
   */
  void greet() throws IOException {
    byte[] mine = (MAGIC + serde.fingerprint()).getBytes(StandardCharsets.US_ASCII);
    link.write(ByteBuffer.allocate(GREETING_BYTES).put(mine).rewind());
    ByteBuffer theirs = ByteBuffer.allocate(GREETING_BYTES);
    link.read(theirs);
    String greeting = new String(theirs.array(), StandardCharsets.US_ASCII).strip();
    if (!greeting.startsWith(MAGIC)) {
      throw new IOException(link.peer() + " does not speak the data plane's protocol");
    }
    serde.requireSame(greeting.substring(MAGIC.length()).replace("\0", ""), link.peer());
  }

  String peer() {
    return link.peer();
  }

  /** When the other side last sent something, by {@link System#nanoTime}. */
  long lastHeard() {
    return lastHeard.get();
  }

  void write(Frame frame) throws IOException {
    write(frame, ByteBuffer.allocate(0));
  }

  /** A frame and the bytes that follow it. */
  void write(Frame frame, ByteBuffer body) throws IOException {
    byte[] header = serde.write(frame);
    writing.lock();
    try {
      if (outgoing.capacity() < Integer.BYTES + header.length) {
        outgoing = ByteBuffer.allocateDirect(Integer.BYTES + header.length);
      }
      outgoing.clear();
      outgoing.putInt(header.length).put(header).flip();
      link.write(outgoing, body);
    } finally {
      writing.unlock();
    }
  }

  /**
   * The next frame.
   *
   * @throws io.sampo.error.SampoException MALFORMED_MESSAGE
   */
  <F extends Frame> F read(Class<F> kind) throws IOException {
    length.clear();
    link.read(length);
    int bytes = length.getInt(0);
    if (bytes < 0 || bytes > MOST_HEADER_BYTES) {
      throw new IOException(link.peer() + " sent a frame of " + bytes + " bytes");
    }
    ByteBuffer header = ByteBuffer.allocate(bytes);
    link.read(header);
    lastHeard.set(System.nanoTime());
    return serde.read(header.array(), kind);
  }

  /** What follows a frame. */
  void readBody(ByteBuffer into) throws IOException {
    int end = into.limit();
    while (into.position() < end) {
      into.limit(Math.min(end, into.position() + (1 << 20)));
      link.read(into);
      lastHeard.set(System.nanoTime());
    }
  }

  /** Passes over what follows a frame. */
  void skip(long bytes) throws IOException {
    ByteBuffer scratch = ByteBuffer.allocate(SKIPPING_BUFFER);
    for (long left = bytes; left > 0; ) {
      scratch.clear().limit((int) Math.min(left, SKIPPING_BUFFER));
      link.read(scratch);
      left -= scratch.position();
    }
  }

  void close() {
    link.close();
  }
}
