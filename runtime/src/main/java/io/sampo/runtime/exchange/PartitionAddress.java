package io.sampo.runtime.exchange;

/** The blocks that one attempt of a producer wrote for one consumer partition. */
public record PartitionAddress(ProducerAttempt producer, int consumer) {
  /** One of the blocks, counted from 0. */
  public BlockAddress block(int sequence) {
    return new BlockAddress(this, sequence);
  }

  @Override
  public String toString() {
    return producer + "/consumer " + consumer;
  }
}
