package io.sampo.runtime.exchange;

import java.util.ArrayList;
import java.util.List;

/** What one attempt of a producer has written so far. Guarded by the store's lock. */
final class AttemptBlocks {
  final ProducerAttempt attempt;
  final List<List<StoredBlock>> consumers = new ArrayList<>();
  private final List<Runnable> wakers = new ArrayList<>();
  boolean committed;
  boolean released;

  final BlockPlace place;

  AttemptBlocks(ProducerAttempt attempt, int count, BlockPlace place) {
    this.attempt = attempt;
    this.place = place;
    for (int i = 0; i < count; i++) {
      consumers.add(new ArrayList<>());
    }
  }

  void wakeLater(Runnable waker) {
    wakers.add(waker);
  }

  /** Those who wait for a change, once each. */
  List<Runnable> takeWakers() {
    List<Runnable> taken = List.copyOf(wakers);
    wakers.clear();
    return taken;
  }

  List<PartitionSummary> summaries() {
    var summaries = new ArrayList<PartitionSummary>();
    for (int i = 0; i < consumers.size(); i++) {
      long rows = 0;
      long bytes = 0;
      long checksum = 0;
      for (StoredBlock block : consumers.get(i)) {
        rows += block.rows;
        bytes += block.bytes;
        checksum += block.rowChecksum;
      }
      summaries.add(new PartitionSummary(i, consumers.get(i).size(), rows, bytes, checksum));
    }
    return summaries;
  }
}
