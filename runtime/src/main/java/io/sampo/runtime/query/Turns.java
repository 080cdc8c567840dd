package io.sampo.runtime.query;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that are made one after the other, each seeing what those before it did. Whoever brings one
 * while none runs makes it, and then those that came meanwhile; everybody else goes on at once.
 * Safe for use by many threads.
 */
final class Turns {
  private final ConcurrentLinkedQueue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger left = new AtomicInteger();

  /**
   * @param call does not throw, and may bring further calls
   */
  void take(Runnable call) {
    waiting.add(call);
    if (left.getAndIncrement() == 0) {
      do {
        Runnable next = waiting.poll();
        if (next != null) {
          next.run();
        }
      } while (left.decrementAndGet() != 0);
    }
  }
}
