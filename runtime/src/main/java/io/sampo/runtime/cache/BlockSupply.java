package io.sampo.runtime.cache;

import org.apache.arrow.memory.ArrowBuf;
import org.jspecify.annotations.Nullable;

/** Blocks of kept rows, one after the other. Used by one thread. */
@FunctionalInterface
interface BlockSupply extends AutoCloseable {
  /** The next block, or null when there are no more. */
  @Nullable Opened next();

  /**
   * A block.
   *
   * @param bytes its packed columns, which the receiver closes; null when none of them is read
   */
  record Opened(KeptBlock block, @Nullable ArrowBuf bytes) {}

  /** Gives up what was not asked for yet. */
  @Override
  default void close() {}
}
