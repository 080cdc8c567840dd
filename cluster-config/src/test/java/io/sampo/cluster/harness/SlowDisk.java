package io.sampo.cluster.harness;

import io.sampo.runtime.spill.FileOpening;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A disk that does one thing at a time, and slowly once it is told so. Safe for use by many
 * threads.
 */
final class SlowDisk implements FileOpening {
  /** For one read or write. */
  private static final Duration DELAY = Duration.ofMillis(100);

  private final ReentrantLock arm = new ReentrantLock();
  private final AtomicLong delayed = new AtomicLong();
  private volatile boolean slow;

  /** From now on. */
  void slow() {
    slow = true;
  }

  /** How many reads and writes were slow. */
  long delayed() {
    return delayed.get();
  }

  /** Before a read or write of some bytes. */
  void move() {
    if (!slow) {
      return;
    }
    arm.lock();
    try {
      long until = System.nanoTime() + DELAY.toNanos();
      for (long left = DELAY.toNanos(); left > 0; left = until - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    } finally {
      arm.unlock();
    }
    delayed.incrementAndGet();
  }

  @Override
  public FileChannel open(Path path) throws IOException {
    return new SlowChannel(FileOpening.PLAIN.open(path), this);
  }
}
