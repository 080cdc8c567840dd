package io.sampo.runtime.exchange;

import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Fetches blocks for the consumers of one node, over one connection to each other node. Safe for
 * use by many threads.
 */
public interface BlockClient extends AutoCloseable {
  /**
   * Starts reading.
   *
   * @param partitions what to read, in this order
   * @param allocator accounts the blocks that come from elsewhere; those of this node stay
   *     accounted where they are
   */
  BlockReader read(List<PartitionLocation> partitions, BufferAllocator allocator);

  /** Closes all connections; readers fail. May be called twice. */
  @Override
  void close();
}
