package io.sampo.runtime.exchange;

import java.util.List;

/** Writes into a {@link SpillingBlockStore}. */
final class StoreWriter implements BlockWriter {
  private final SpillingBlockStore store;
  private final AttemptBlocks written;
  private boolean ended;

  StoreWriter(SpillingBlockStore store, AttemptBlocks written) {
    this.store = store;
    this.written = written;
  }

  @Override
  public void add(int consumer, BlockContent content) {
    if (ended) {
      content.close();
      throw new IllegalStateException("the attempt " + written.attempt + " has ended");
    }
    store.add(written, consumer, content);
  }

  @Override
  public List<PartitionSummary> commit() {
    ended = true;
    return store.commit(written);
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      store.release(written.attempt);
    }
  }
}
