package io.sampo.runtime.engine;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.fragment.Fragment;
import io.sampo.runtime.cluster.SocketCluster;
import io.sampo.runtime.worker.TaskFaults;
import io.sampo.runtime.worker.protocol.TaskOrder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Makes one trouble at one point of one task, at a moment at which everything is done that can be
 * done without that task. So it is known what is lost with a worker, and what of that is needed.
 * Safe for use by many threads.
 */
@NullMarked
final class TroubleMaker implements SocketCluster.Trouble {
  /** What goes wrong. */
  enum Fault {
    TASK_THROWS,
    WORKER_KILLED,
    WORKER_HUNG,
    CONNECTION_CUT,
    BLOCK_CORRUPT_ON_DISK,
    BLOCK_CORRUPT_ON_THE_WAY,
    DISK_FULL
  }

  /** A task of a fragment. */
  record Task(int fragment, int task) {}

  /**
   * A trouble to come.
   *
   * @param readers how many tasks read a block that is damaged
   */
  record Wish(Fault fault, TaskFaults.Point point, Predicate<Fragment> where, int readers) {}

  private final Map<Integer, Fragment> fragments = new TreeMap<>();
  private final Map<Task, String> ran = new HashMap<>();
  private @Nullable SocketCluster cluster;
  private @Nullable Wish wish;
  private @Nullable String hung;
  private CountDownLatch letGo = new CountDownLatch(1);
  private CompletableFuture<Void> killing = CompletableFuture.completedFuture(null);
  private int expected = -1;

  void use(SocketCluster mine) {
    this.cluster = mine;
  }

  /** Forgets the plan and what happened. */
  synchronized void watch() {
    fragments.clear();
    forget();
  }

  private void forget() {
    ran.clear();
    wish = null;
    hung = null;
    expected = -1;
    letGo = new CountDownLatch(1);
  }

  /** The fragments seen since {@link #watch}. */
  synchronized Map<Integer, Fragment> fragments() {
    return new TreeMap<>(fragments);
  }

  /** Makes a trouble in the next query, which has the plan of the one that was watched. */
  synchronized void arm(Wish next) {
    forget();
    wish = next;
  }

  /** How many tasks have to be run again; -1 when there was no trouble. */
  synchronized int expected() {
    return expected;
  }

  private synchronized CompletableFuture<Void> killing() {
    return killing;
  }

  /**
   * Waits for the end of the worker that is killed; ends the one that hangs, after it has done what
   * it was doing.
   */
  void release() {
    String worker;
    killing().join();
    synchronized (this) {
      worker = hung;
      hung = null;
      letGo.countDown();
    }
    if (worker != null) {
      cluster().remove(worker);
    }
  }

  private SocketCluster cluster() {
    SocketCluster mine = cluster;
    if (mine == null) {
      throw new IllegalStateException("there is no cluster");
    }
    return mine;
  }

  @Override
  public void at(String worker, TaskFaults.Point point, TaskOrder order) {
    Wish mine;
    synchronized (this) {
      fragments.put(order.fragment().id(), order.fragment());
      var task = new Task(order.attempt().exchange(), order.attempt().producer());
      ran.put(task, worker);
      mine = wish;
      // Parts of the result are taken in order: with its first one nothing is.
      if (mine == null
          || mine.point() != point
          || !mine.where().test(order.fragment())
          || isResult(order.fragment()) && order.attempt().producer() > 0) {
        return;
      }
      wish = null;
    }
    quiet(order);
    happen(mine, worker, order);
  }

  private synchronized boolean isResult(Fragment fragment) {
    return fragments.values().stream().noneMatch(other -> other.inputs().contains(fragment.id()));
  }

  /** Waits until all is done that does not need this task. */
  private void quiet(TaskOrder order) {
    int done = 0;
    synchronized (this) {
      Set<Integer> later = later(order.fragment().id());
      for (Fragment fragment : fragments.values()) {
        done += later.contains(fragment.id()) ? 0 : fragment.tasks();
      }
    }
    while (cluster().tasksDone(order.attempt().query()) != done - 1) {
      Thread.onSpinWait();
    }
  }

  private Set<Integer> later(int fragment) {
    var later = new HashSet<Integer>();
    for (Fragment other : fragments.values()) {
      // Fragments are numbered behind their inputs.
      if (other.inputs().contains(fragment) || other.inputs().stream().anyMatch(later::contains)) {
        later.add(other.id());
      }
    }
    return later;
  }

  private void happen(Wish mine, String worker, TaskOrder order) {
    var task = new Task(order.attempt().exchange(), order.attempt().producer());
    switch (mine.fault()) {
      case TASK_THROWS -> {
        expect(1);
        throw new SampoException(
            ErrorCode.CONNECTION_LOST, Map.of("address", "nowhere", "details", "made up"));
      }
      case DISK_FULL -> {
        expect(1);
        throw new SampoException(
            ErrorCode.FAILED_WRITE_FILE,
            Map.of("path", "blocks", "details", "No space left on device"),
            null,
            new IOException("No space left on device"));
      }
      case CONNECTION_CUT -> {
        expect(0);
        cluster().cut(worker);
      }
      case BLOCK_CORRUPT_ON_THE_WAY -> {
        expect(0);
        cluster().damageNext(worker);
      }
      case BLOCK_CORRUPT_ON_DISK -> {
        expect(1 + mine.readers());
        cluster().damageLast(worker);
      }
      case WORKER_KILLED -> {
        expect(lostWith(worker, task));
        var gone = new CountDownLatch(1);
        synchronized (this) {
          killing = CompletableFuture.runAsync(() -> cluster().kill(worker, gone::countDown));
        }
        await(gone);
        throw SampoException.internal("this worker does not exist any more", null);
      }
      case WORKER_HUNG -> {
        expect(lostWith(worker, task));
        CountDownLatch thaw;
        synchronized (this) {
          hung = worker;
          thaw = letGo;
        }
        cluster().giveUp(worker);
        await(thaw);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fragment fragment(int number) {
    return Objects.requireNonNull(fragments.get(number));
  }

  private synchronized void expect(int reruns) {
    expected = reruns;
  }

  /** How many tasks were lost with a worker whose rows are still needed, directly or not. */
  private synchronized int lostWith(String worker, Task running) {
    Set<Integer> later = later(running.fragment());
    var wanted = new HashSet<Task>();
    var open = new ArrayDeque<Task>();
    for (Fragment fragment : fragments.values()) {
      if (isResult(fragment)) {
        tasks(fragment).stream()
            .filter(task -> isMissing(task, worker, running, later))
            .forEach(open::add);
      }
    }
    for (Task task = open.poll(); task != null; task = open.poll()) {
      if (wanted.add(task)) {
        for (int input : fragment(task.fragment()).inputs()) {
          tasks(fragment(input)).stream()
              .filter(producer -> isMissing(producer, worker, running, later))
              .forEach(open::add);
        }
      }
    }
    wanted.removeIf(task -> later.contains(task.fragment()));
    return wanted.size();
  }

  private boolean isMissing(Task task, String worker, Task running, Set<Integer> later) {
    return task.equals(running) || later.contains(task.fragment()) || worker.equals(ran.get(task));
  }

  private static Set<Task> tasks(Fragment fragment) {
    var tasks = new HashSet<Task>();
    for (int task = 0; task < fragment.tasks(); task++) {
      tasks.add(new Task(fragment.id(), task));
    }
    return tasks;
  }
}
