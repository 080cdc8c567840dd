package io.sampo.runtime.engine;

import java.util.concurrent.atomic.AtomicLong;

/** What one stage of a query took, while it runs and afterwards. Safe for use by many threads. */
final class StageFigures {
  final AtomicLong tasks = new AtomicLong();
  final AtomicLong retries = new AtomicLong();

  /** The time of all threads together. */
  final AtomicLong nanos = new AtomicLong();

  final AtomicLong bytesRead = new AtomicLong();
  final AtomicLong bytesSpilled = new AtomicLong();

  /** The most memory that the stage's operators held at once. */
  final AtomicLong memory = new AtomicLong();

  private final AtomicLong from = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong to = new AtomicLong(Long.MIN_VALUE);

  /** A slice of one of its tasks is over. */
  void slice(long started, long ended, long spilled, long held) {
    nanos.addAndGet(ended - started);
    bytesSpilled.addAndGet(spilled);
    memory.accumulateAndGet(held, Math::max);
    from.accumulateAndGet(started, Math::min);
    to.accumulateAndGet(ended, Math::max);
  }

  /** From the first slice's beginning to the last one's end. */
  long elapsed() {
    return tasks.get() == 0 || to.get() < from.get() ? 0 : to.get() - from.get();
  }
}
