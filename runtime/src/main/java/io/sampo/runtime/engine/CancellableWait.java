package io.sampo.runtime.engine;

import io.sampo.engine.Cancellation;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;

/** Waits for a lock until the statement of this thread is cancelled. */
final class CancellableWait {
  private CancellableWait() {}

  /**
   * Takes a lock.
   *
   * @throws SampoException OPERATION_CANCELED, and then it is not taken
   */
  static void take(Lock lock) {
    if (lock.tryLock()) {
      return;
    }
    Thread waiting = Thread.currentThread();
    var cancelled = new AtomicBoolean();
    Runnable cancel =
        () -> {
          cancelled.set(true);
          waiting.interrupt();
        };
    try (Cancellation.Registration _ = Cancellation.on(cancel)) {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      if (!cancelled.get()) {
        waiting.interrupt();
      }
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of(), null, e);
    }
    if (cancelled.get()) {
      // The interrupt came too late to be met, and must not meet anything else.
      Thread.interrupted();
      lock.unlock();
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
  }
}
