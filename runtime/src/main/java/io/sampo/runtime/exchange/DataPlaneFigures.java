package io.sampo.runtime.exchange;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a node's data plane does. Safe for use by many threads. */
public final class DataPlaneFigures {
  private final LongAdder bytesSent = new LongAdder();
  private final LongAdder bytesReceived = new LongAdder();
  private final LongAdder blocksSent = new LongAdder();
  private final LongAdder blocksReceived = new LongAdder();
  private final LongAdder blocksLocal = new LongAdder();
  private final LongAdder refetches = new LongAdder();
  private final LongAdder damagedBlocks = new LongAdder();

  void sent(long bytes) {
    bytesSent.add(bytes);
    blocksSent.increment();
  }

  void received(long bytes) {
    bytesReceived.add(bytes);
    blocksReceived.increment();
  }

  void local() {
    blocksLocal.increment();
  }

  void refetched() {
    refetches.increment();
  }

  void damaged() {
    damagedBlocks.increment();
  }

  /** Bytes of blocks sent, as they went over the wire. */
  public long bytesSent() {
    return bytesSent.sum();
  }

  /** Bytes of blocks received, as they went over the wire. */
  public long bytesReceived() {
    return bytesReceived.sum();
  }

  public long blocksSent() {
    return blocksSent.sum();
  }

  public long blocksReceived() {
    return blocksReceived.sum();
  }

  /** Blocks that readers took from the store of their own node. */
  public long blocksLocal() {
    return blocksLocal.sum();
  }

  /** How often a reader had to ask again. */
  public long refetches() {
    return refetches.sum();
  }

  /** Blocks whose checksum was wrong at arrival. */
  public long damagedBlocks() {
    return damagedBlocks.sum();
  }
}
