package io.sampo.runtime.exchange;

/**
 * Where a consumer finds the blocks of one producer.
 *
 * @param address which blocks
 * @param node the node whose store holds them
 * @param blocks how many there are, or {@link #FOLLOW} when the producer may still be writing
 */
public record PartitionLocation(PartitionAddress address, DataNode node, int blocks) {
  /** The number of blocks of a partition that is read while it is being written. */
  public static final int FOLLOW = -1;

  @Override
  public String toString() {
    return address + " at " + node;
  }
}
