package io.sampo.runtime.exchange;

/**
 * Where a consumer finds the blocks of one producer.
 *
 * @param address which blocks
 * @param node the node whose store holds them
 * @param from the first block to read, counted from 0
 * @param blocks the one behind the last, or {@link #FOLLOW} when the producer may still be writing
 */
public record PartitionLocation(PartitionAddress address, DataNode node, int from, int blocks) {
  /** The number of blocks of a partition that is read while it is being written. */
  public static final int FOLLOW = -1;

  /** All of the blocks. */
  public PartitionLocation(PartitionAddress address, DataNode node, int blocks) {
    this(address, node, 0, blocks);
  }

  /** Some of the blocks. */
  public PartitionLocation only(int first, int end) {
    return new PartitionLocation(address, node, first, end);
  }

  @Override
  public String toString() {
    return address + " at " + node;
  }
}
