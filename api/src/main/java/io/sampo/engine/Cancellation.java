package io.sampo.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reaches work that has no {@link QueryResult} yet: rows that are kept are computed, and plans are
 * measured, before the statement that needs them has one. The thread that works says what would end
 * its work early, another one may ask for it. Safe for use by many threads.
 */
public final class Cancellation {
  private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  /** Something that would end work; closed when the work is over. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Does work in this thread that {@link #cancel} reaches. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Does work that yields nothing in this thread; {@link #cancel} reaches it. */
  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  /**
   * Says what ends the work of this thread early. It is called at once when the work is cancelled
   * already, later from another thread, and never again when the registration is closed. It must
   * not wait for the work.
   */
  public static Registration on(Runnable action) {
    return CURRENT.isBound() ? CURRENT.get().register(action) : () -> {};
  }

  private synchronized Registration register(Runnable action) {
    actions.add(action);
    if (cancelled) {
      action.run();
    }
    return () -> unregister(action);
  }

  private synchronized void unregister(Runnable action) {
    actions.remove(action);
  }

  /** Ends the work soon; what begins from now on ends at once. */
  public synchronized void cancel() {
    cancelled = true;
    List.copyOf(actions).forEach(Runnable::run);
  }
}
