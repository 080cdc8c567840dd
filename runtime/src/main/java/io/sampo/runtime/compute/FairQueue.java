package io.sampo.runtime.compute;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is: the lane that has had the least time so far, so that queries share the threads
 * alike whatever the number and the length of their slices. A lane that was idle starts level with
 * the others rather than with what it did not use. A lane that drains goes before all others, since
 * it frees memory and somebody waits for its end. Not thread-safe.
 */
final class FairQueue {
  private final List<Lane> ready = new ArrayList<>();
  private long floorNanos;

  void add(Job job) {
    Lane lane = job.lane();
    if (lane.queue.isEmpty()) {
      lane.spentNanos = Math.max(lane.spentNanos, floorNanos);
      ready.add(lane);
    }
    lane.queue.add(job);
  }

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /**
   * Takes the next job, if any, and charges its lane at once, so that another thread that asks
   * meanwhile takes another lane.
   */
  @Nullable Job take(long grantedNanos) {
    int chosen = -1;
    for (int i = 0; i < ready.size(); i++) {
      if (chosen < 0 || before(ready.get(i), ready.get(chosen))) {
        chosen = i;
      }
    }
    if (chosen < 0) {
      return null;
    }
    Lane lane = ready.get(chosen);
    Job job = lane.queue.remove();
    if (lane.queue.isEmpty()) {
      ready.remove(chosen);
    }
    floorNanos = Math.max(floorNanos, lane.spentNanos);
    lane.spentNanos += grantedNanos;
    return job;
  }

  /** Corrects what was charged by {@link #take} once it is known. */
  void charge(Lane lane, long moreNanos) {
    lane.spentNanos += moreNanos;
  }

  private static boolean before(Lane one, Lane other) {
    if (one.draining() != other.draining()) {
      return one.draining();
    }
    return one.spentNanos < other.spentNanos;
  }
}
