package io.sampo.runtime.exchange;

/**
 * One block.
 *
 * @param sequence its place among the blocks of the partition, from 0
 */
public record BlockAddress(PartitionAddress partition, int sequence) {
  @Override
  public String toString() {
    return partition + "/block " + sequence;
  }
}
