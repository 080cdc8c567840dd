package io.sampo.runtime.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection for bytes both ways. One thread reads and one other writes at a time; any may close
 * it, which ends both. Calls wait; they are made by virtual threads.
 */
public interface Link extends AutoCloseable {
  /**
   * Fills the buffer up to its limit.
   *
   * @throws IOException when the other side ends before that, too
   */
  void read(ByteBuffer into) throws IOException;

  /** Sends all bytes of the buffers. */
  void write(ByteBuffer... from) throws IOException;

  /** The other side, for errors. */
  String peer();

  /** Ends the connection at once. May be called twice. */
  @Override
  void close();

  /** Puts something around a connection: how tests cut, delay and damage real ones. */
  @FunctionalInterface
  interface Wrapping {
    /** Changes nothing. */
    Wrapping NONE = link -> link;

    Link wrap(Link link);
  }
}
