package io.sampo.runtime.exchange;

/**
 * The blocks of several partitions one after the other, in the order of the partitions and of their
 * blocks, whatever order they arrive in. At most a fixed number of bytes is on its way or waiting
 * here. Used by one thread, but the waker is called from any.
 */
public interface BlockReader extends AutoCloseable {
  /** What {@link #poll} found. */
  sealed interface Next {
    /** The next block; the caller closes it. */
    record Block(BlockContent content) implements Next {}

    /** Nothing yet: the waker will be called once. */
    record Pending() implements Next {}

    /** All blocks were taken. */
    record End() implements Next {}
  }

  /**
   * The next block without waiting.
   *
   * @param waker called once, from any thread and perhaps at once, after {@link Next.Pending} was
   *     returned and as soon as it is worth asking again; it must not block
   * @throws io.sampo.error.SampoException BLOCK_LOST when a block could not be had, again and
   *     again; {@link BlockLoss} tells which
   */
  Next poll(Runnable waker);

  /** As {@link #poll}, but waits: never {@link Next.Pending}. Not for compute threads. */
  Next take() throws InterruptedException;

  /** Bytes received over the network so far. */
  long bytesReceived();

  /** Cancels what is on its way and frees what has arrived. May be called twice. */
  @Override
  void close();
}
