package io.sampo.runtime.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.work.FakeQuery;
import io.sampo.runtime.work.FakeTask;
import io.sampo.runtime.work.TaskWork;
import io.sampo.runtime.work.TaskWork.Status;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputePoolTest {
  private final ComputePool pool = new ComputePool("pool-test", 2);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void aWaitingTaskGoesOnWhenItsWakerIsCalledWhereverThatHappens() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ComputePoolTest seed " + seed);
    int tasks = 400;
    Queue<Runnable> wakers = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread waking = Thread.ofPlatform().start(() -> wakeAll(wakers, over, new Random(seed)));
    var ends = new Ends(tasks);
    Lane lane = pool.openLane();
    for (TaskWork task : tasks(tasks, i -> waitingOften(seed + i, wakers))) {
      lane.submit(0, task, ends);
    }
    assertThat(ends.all.await(60, TimeUnit.SECONDS)).isTrue();
    over.set(true);
    waking.join();
    assertThat(ends.succeeded).hasValue(tasks);
  }

  @Test
  void stoppingRacesWithWaitingAndWaking() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ComputePoolTest seed " + seed);
    Random random = new Random(seed);
    int tasks = 400;
    Queue<Runnable> wakers = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread waking = Thread.ofPlatform().start(() -> wakeAll(wakers, over, new Random(seed)));
    var ends = new Ends(tasks);
    Lane lane = pool.openLane();
    FakeQuery query = new FakeQuery();
    for (TaskWork task : tasks(query, tasks, i -> waitingOften(seed + i, wakers))) {
      TaskJob job = lane.submit(0, task, ends);
      if (random.nextInt(3) == 0) {
        job.stop();
      }
    }
    assertThat(ends.all.await(60, TimeUnit.SECONDS)).isTrue();
    over.set(true);
    waking.join();
    assertThat(ends.succeeded.get() + ends.stopped.get()).isEqualTo(tasks);
    query.close();
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void theLastCallComesWhenNothingRunsOrWaits() throws Exception {
    FakeQuery query = new FakeQuery();
    Lane lane = pool.openLane();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch last = new CountDownLatch(1);
    var ends = new Ends(3);
    FakeTask.Script blocks =
        (attempt, slice, waker) -> {
          running.countDown();
          await(goOn);
          return Status.RUNNING;
        };
    FakeTask.Script waits = (attempt, slice, waker) -> Status.WAITING;
    FakeTask.Script again = (attempt, slice, waker) -> Status.RUNNING;
    for (TaskWork task : tasks(query, 3, i -> List.of(blocks, waits, again).get(i))) {
      lane.submit(0, task, ends);
    }
    await(running);
    lane.finish(() -> {
      query.close();
      last.countDown();
    });
    lane.finish(query::close);
    assertThat(last.getCount()).isOne();
    goOn.countDown();
    assertThat(last.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ends.stopped).hasValue(3);
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void aTaskSubmittedToALaneThatDrainsIsStopped() throws Exception {
    Lane lane = pool.openLane();
    CountDownLatch last = new CountDownLatch(1);
    lane.finish(last::countDown);
    await(last);
    var ends = new Ends(1);
    FakeTask.Script never =
        (attempt, slice, waker) -> {
          throw new AssertionError("a stopped task does not run");
        };
    tasks(1, i -> never).forEach(task -> lane.submit(0, task, ends));
    assertThat(ends.all.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ends.stopped).hasValue(1);
  }

  @Test
  void aThreadOutlivesEveryError() throws Exception {
    Lane lane = pool.openLane();
    var ends = new Ends(40);
    FakeTask.Script fails =
        (attempt, slice, waker) -> {
          Thread.currentThread().interrupt();
          throw new StackOverflowError("deep");
        };
    tasks(40, i -> fails).forEach(task -> lane.submit(0, task, ends));
    assertThat(ends.all.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(ends.causes).hasSize(40).allMatch(StackOverflowError.class::isInstance);
    assertThat(call(lane, () -> Thread.currentThread().isInterrupted())).isFalse();
  }

  @Test
  void anEndThatCannotBeToldIsToldAgain() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    AtomicInteger tries = new AtomicInteger();
    var listener =
        new Ends(1) {
          @Override
          public void succeeded() {
            if (tries.incrementAndGet() < 3) {
              throw new OutOfMemoryError("no room for a message");
            }
            told.countDown();
          }
        };
    FakeTask.Script done = (attempt, slice, waker) -> Status.DONE;
    tasks(1, i -> done).forEach(task -> pool.openLane().submit(0, task, listener));
    assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(tries).hasValue(3);
  }

  @Test
  void aLateWakerIsHarmless() throws Exception {
    Queue<Runnable> wakers = new ConcurrentLinkedQueue<>();
    var ends = new Ends(1);
    Lane lane = pool.openLane();
    FakeTask.Script done =
        (attempt, slice, waker) -> {
          wakers.add(waker);
          return Status.DONE;
        };
    tasks(1, i -> done).forEach(task -> lane.submit(0, task, ends));
    assertThat(ends.all.await(60, TimeUnit.SECONDS)).isTrue();
    wakers.forEach(Runnable::run);
    assertThat(call(lane, () -> "still there")).isEqualTo("still there");
    assertThat(ends.succeeded).hasValue(1);
  }

  @Test
  void figuresCountWhatIsDoneAndWhatRuns() throws Exception {
    Lane lane = pool.openLane();
    CountDownLatch waiting = new CountDownLatch(1);
    var ends = new Ends(1);
    FakeTask.Script two = (attempt, slice, waker) -> slice == 2 ? Status.DONE : Status.RUNNING;
    FakeTask.Script waits =
        (attempt, slice, waker) -> {
          waiting.countDown();
          return Status.WAITING;
        };
    for (TaskWork task : tasks(2, i -> i == 0 ? two : waits)) {
      lane.submit(0, task, ends);
    }
    assertThat(ends.all.await(60, TimeUnit.SECONDS)).isTrue();
    await(waiting);
    assertThat(lane.read()).isEqualTo(new TaskWork.Progress(3, 30));
  }

  private static <T> T call(Lane lane, Supplier<T> supplier) throws Exception {
    var result = new CompletableFuture<T>();
    lane.call(
        0,
        supplier,
        new Reply<T>() {
          @Override
          public void returned(T value) {
            result.complete(value);
          }

          @Override
          public void failed(Throwable cause) {
            result.completeExceptionally(cause);
          }
        });
    return result.get(60, TimeUnit.SECONDS);
  }

  /** Waits in most of its 20 slices; wakes itself, or lets the other thread do it. */
  private static FakeTask.Script waitingOften(long seed, Queue<Runnable> wakers) {
    Random random = new Random(seed);
    return (attempt, slice, waker) -> {
      if (slice == 20) {
        return Status.DONE;
      }
      switch (random.nextInt(3)) {
        case 0 -> {
          return Status.RUNNING;
        }
        case 1 -> waker.run();
        default -> wakers.add(waker);
      }
      if (random.nextInt(8) == 0) {
        LockSupport.parkNanos(random.nextInt(20_000));
      }
      return Status.WAITING;
    };
  }

  private static void wakeAll(Queue<Runnable> wakers, AtomicBoolean over, Random random) {
    while (!over.get()) {
      Runnable waker = wakers.poll();
      if (waker == null) {
        Thread.onSpinWait();
      } else {
        if (random.nextInt(10) == 0) {
          LockSupport.parkNanos(10_000);
        }
        waker.run();
      }
    }
  }

  private static List<TaskWork> tasks(int tasks, IntFunction<FakeTask.Script> script) {
    return tasks(new FakeQuery(), tasks, script);
  }

  private static List<TaskWork> tasks(
      FakeQuery query, int tasks, IntFunction<FakeTask.Script> script) {
    return query.stage().phase(tasks, script).tasksOfFirstPhase();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static class Ends implements AttemptListener {
    final CountDownLatch all;
    final AtomicInteger succeeded = new AtomicInteger();
    final AtomicInteger stopped = new AtomicInteger();
    final Queue<Throwable> causes = new ConcurrentLinkedQueue<>();

    Ends(int expected) {
      all = new CountDownLatch(expected);
    }

    @Override
    public void succeeded() {
      succeeded.incrementAndGet();
      all.countDown();
    }

    @Override
    public void failed(Throwable cause, TaskWork attempt) {
      causes.add(cause);
      all.countDown();
    }

    @Override
    public void stopped(@Nullable Throwable trouble) {
      stopped.incrementAndGet();
      all.countDown();
    }
  }
}
