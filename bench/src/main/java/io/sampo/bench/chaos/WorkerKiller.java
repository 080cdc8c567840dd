package io.sampo.bench.chaos;

import io.sampo.cluster.process.LocalCluster;
import io.sampo.error.SampoException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kills a random worker now and then, as {@code kill -9} does, and starts another in its place. The
 * pace is that of kills: the time in which a worker is replaced counts.
 */
final class WorkerKiller implements AutoCloseable {
  private final LocalCluster cluster;
  private final Duration every;
  private final Random random;
  private final PrintWriter progress;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> failures = new ArrayList<>();
  private final Thread thread;
  private int kills;

  WorkerKiller(LocalCluster cluster, Duration every, long seed, PrintWriter progress) {
    this.cluster = cluster;
    this.every = every;
    this.random = new Random(seed);
    this.progress = progress;
    this.thread = Thread.ofPlatform().daemon().name("sampo-killer").start(this::work);
  }

  private void work() {
    try {
      long next = System.nanoTime() + every.toNanos();
      while (!end.await(next - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        // A replacement that took longer than the pause shifts all kills behind it.
        next = Math.max(next, System.nanoTime()) + every.toNanos();
        List<Integer> workers = cluster.workers();
        int victim = workers.get(random.nextInt(workers.size()));
        long pid = cluster.worker(victim).pid();
        long replacement = cluster.replaceWorker(victim).pid();
        synchronized (this) {
          kills++;
        }
        progress.println("killed worker " + victim + " pid " + pid + ", now pid " + replacement);
        progress.flush();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (SampoException e) {
      synchronized (this) {
        failures.add("a worker cannot be replaced: " + e.getMessage());
      }
    }
  }

  synchronized int kills() {
    return kills;
  }

  /** Why it gave up, if it did. */
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /** Kills nobody any more; waits until the last one is replaced. */
  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
