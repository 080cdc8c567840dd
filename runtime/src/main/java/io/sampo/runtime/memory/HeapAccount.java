package io.sampo.runtime.memory;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What operators keep as objects on the JVM's heap, by estimate. The heap is small and everything
 * else needs some of it too, so this ends well before the JVM would run out of it: operators that
 * can spill do so when half of what they may have is taken. Safe for use by many threads.
 */
final class HeapAccount {
  private static final HeapAccount OF_PROCESS =
      new HeapAccount(Runtime.getRuntime().maxMemory() / 3 * 2);

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit bytes that may be kept in all
   */
  HeapAccount(long limit) {
    this.limit = limit;
  }

  /** The account of this JVM, two thirds of whose heap may be kept. */
  static HeapAccount ofProcess() {
    return OF_PROCESS;
  }

  /** Whether so many more bytes may be kept by somebody who could spill instead. */
  boolean hasRoom(long more) {
    return used.get() + more <= limit / 2;
  }

  /**
   * Charges what was or will be kept.
   *
   * @param holder for messages
   * @param held bytes the holder keeps already
   * @throws SampoException OUT_OF_HEAP
   */
  void take(Holder holder, long held, long more) {
    if (used.addAndGet(more) > limit) {
      long before = used.addAndGet(-more);
      throw new SampoException(
          ErrorCode.OUT_OF_HEAP,
          Map.of(
              "operator",
              holder.name + " of " + holder.share.name,
              "held",
              text(held),
              "needed",
              text(more),
              "used",
              text(before),
              "budget",
              text(limit)));
    }
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  private static String text(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
