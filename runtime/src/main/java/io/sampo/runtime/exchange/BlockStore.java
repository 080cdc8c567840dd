package io.sampo.runtime.exchange;

import io.sampo.error.SampoException;

/**
 * The blocks of one node: in memory as long as there is room, then on disk, until they are
 * released. Safe for use by many threads.
 */
public interface BlockStore extends AutoCloseable {
  /**
   * Starts an attempt. What the same attempt may have left here before is discarded.
   *
   * @param consumers the number of consumer partitions
   */
  BlockWriter write(ProducerAttempt attempt, int consumers);

  /**
   * As {@link #write}, for rows that later queries read.
   *
   * @param place where they may lie
   */
  BlockWriter keep(ProducerAttempt attempt, BlockPlace place);

  /**
   * A block, by reference where it is in memory. The caller closes it. May read the disk.
   *
   * @throws io.sampo.error.SampoException BLOCK_LOST when it is not here or its bytes are damaged
   */
  BlockContent read(BlockAddress address);

  /**
   * The CRC-32C of a block that was read.
   *
   * @param content its bytes, of which it is computed where it is not known
   */
  default int checksum(BlockAddress address, BlockContent content) {
    return BlockBytes.checksum(content.buffer(), content.bytes());
  }

  /** Whether a block can be read. */
  enum Availability {
    /** It is here. */
    READY,
    /** Its producer is still writing. */
    PENDING,
    /** The producer ended before it: there is no such block. */
    END,
    /** Nothing of its producer's attempt is here. */
    LOST
  }

  /**
   * Whether a block can be read now.
   *
   * @param waker called once, from any thread, after PENDING was returned and the answer may have
   *     changed; it must not block
   * @throws io.sampo.error.SampoException UNSUPPORTED_FEATURE when the store shows only what was
   *     committed
   */
  default Availability availability(BlockAddress address, Runnable waker) {
    throw SampoException.unsupported(
        "reading " + address.partition() + " while it is written",
        "Read it once it is done.",
        null);
  }

  /** Discards what one attempt wrote. Readers that have a block keep it. */
  void release(ProducerAttempt attempt);

  /** Discards all blocks of a query, also what its writers add later. */
  void release(String query);

  /** What is held now. */
  Usage usage();

  /**
   * What a store holds.
   *
   * @param blocks the number of blocks
   * @param memoryBytes bytes in memory
   * @param diskBytes bytes in files
   * @param keptBlocks those of the blocks that no query on its way has written
   */
  record Usage(long blocks, long memoryBytes, long diskBytes, long keptBlocks) {}

  /** Discards everything and removes all files. May be called twice. */
  @Override
  void close();
}
