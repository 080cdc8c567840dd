package io.sampo.cli.query;

import io.sampo.cli.terminal.Figures;
import io.sampo.cli.terminal.Interrupts;
import io.sampo.cli.terminal.LiveLine;
import io.sampo.cli.terminal.Streams;
import io.sampo.engine.QueryResult;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one statement while it runs, from a thread of its own: Ctrl-C cancels it, and from a
 * second on a terminal shows how far it is. Safe for use by many threads.
 */
final class StatementWatch implements AutoCloseable {
  /** Shorter statements are over before anybody could react, and cost nothing. */
  private static final long BEFORE_INTERRUPTS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long BEFORE_PROGRESS = TimeUnit.SECONDS.toNanos(1);
  private static final long BETWEEN_DRAWINGS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Streams streams;
  private final Interrupts interrupts;
  private final Runnable cancelWithoutResult;
  private final LiveLine line;
  private final long start = System.nanoTime();
  private @Nullable QueryResult result;
  private boolean quiet;
  private boolean ended;
  private boolean cancelled;

  /**
   * Starts to watch.
   *
   * @param atOnce whether Ctrl-C cancels from the first moment: otherwise it ends the process in
   *     the first tenth of a second, which is as good where nothing is left behind
   * @param cancelWithoutResult what else to do about a statement that has no result yet, when the
   *     user wants it to end; it is cancelled anyway once it has one
   */
  StatementWatch(
      Streams streams, Interrupts interrupts, boolean atOnce, Runnable cancelWithoutResult) {
    this.streams = streams;
    this.interrupts = interrupts;
    this.cancelWithoutResult = cancelWithoutResult;
    this.line = new LiveLine(streams.err());
    if (atOnce) {
      interrupts.arm(this::cancel);
    }
    Thread.ofPlatform().daemon().name("sampo-watch").start(this::watch);
  }

  /** The statement has begun to yield rows. */
  synchronized void follow(QueryResult running) {
    result = running;
    if (cancelled) {
      running.cancel();
    }
  }

  /** Rows are about to be printed: where they go to the terminal they must stand alone. */
  synchronized void printing() {
    if (streams.outTerminal()) {
      quiet = true;
      line.erase();
    }
  }

  /** Whether the user asked to end it. */
  synchronized boolean isCancelled() {
    return cancelled;
  }

  @Override
  public synchronized void close() {
    ended = true;
    interrupts.disarm();
    line.erase();
    notifyAll();
  }

  private synchronized void watch() {
    pause(BEFORE_INTERRUPTS);
    if (ended) {
      return;
    }
    if (!cancelled) {
      interrupts.arm(this::cancel);
    }
    pause(BEFORE_PROGRESS - BEFORE_INTERRUPTS);
    while (!ended && streams.errTerminal()) {
      if (!quiet) {
        line.draw(text());
      }
      pause(BETWEEN_DRAWINGS);
    }
  }

  private String text() {
    if (cancelled) {
      return "cancelling ...";
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return result == null ? Figures.duration(elapsed) : ProgressText.of(result.progress(), elapsed);
  }

  private void cancel() {
    QueryResult running;
    synchronized (this) {
      cancelled = true;
      running = result;
      // A second Ctrl-C must find nothing armed, and then ends the process.
      line.erase();
    }
    if (running == null) {
      cancelWithoutResult.run();
    } else {
      running.cancel();
    }
  }

  /** Waits that long, or until the statement ends. */
  private void pause(long nanos) {
    long until = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !ended; left = until - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        ended = true;
        Thread.currentThread().interrupt();
      }
    }
  }
}
