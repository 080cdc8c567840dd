package io.sampo.runtime.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.work.FakeQuery;
import io.sampo.runtime.work.FakeTask;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.work.QueryRunner.RunningQuery;
import io.sampo.runtime.work.TaskWork.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every runner does. */
abstract class QueryRunnerContract {
  static final int CORES = 2;
  private static final FakeTask.Script FOREVER = (attempt, slice, waker) -> Status.RUNNING;
  private static final FakeTask.Script WAITS = (attempt, slice, waker) -> Status.WAITING;

  final QueryRunner runner = runner(CORES, "test");

  /** A runner to be tested. */
  abstract QueryRunner runner(int cores, String name);

  @AfterEach
  void close() {
    runner.close();
  }

  @Test
  void aQueryWithoutStagesSucceeds() throws Exception {
    FakeQuery query = new FakeQuery();
    succeed(runner.start(query));
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void stagesRunAfterTheirInputsAndPhasesAfterEachOther() throws Exception {
    FakeQuery query = new FakeQuery();
    query.stage().phase(5).phase(3);
    query.stage().phase(4);
    query.stage(0, 1).phase(2).phase(0);
    query.stage(2).phase(1);
    succeed(runner.start(query));
    List<String> events = query.events();
    assertThat(last(events, "0.0")).isLessThan(first(events, "0.1"));
    assertThat(last(events, "0.")).isLessThan(first(events, "2."));
    assertThat(last(events, "1.")).isLessThan(first(events, "2."));
    assertThat(last(events, "2.")).isLessThan(first(events, "3."));
    assertThat(events).filteredOn(event -> event.startsWith("done")).hasSize(15);
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void asManyTasksRunAtOnceAsThereAreCores() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch both = new CountDownLatch(CORES);
    FakeTask.Script counting =
        (attempt, slice, waker) -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          both.countDown();
          await(both);
          now.decrementAndGet();
          return slice < 3 ? Status.RUNNING : Status.DONE;
        };
    FakeQuery query = new FakeQuery();
    query.stage().phase(50, task -> counting);
    query.stage().phase(50, task -> counting);
    succeed(runner.start(query));
    assertThat(most).hasValue(CORES);
  }

  @Test
  void twoQueriesShareTheThreadsWhateverTheirTaskCounts() throws Exception {
    CountDownLatch bothStarted = new CountDownLatch(2);
    AtomicInteger small = new AtomicInteger();
    AtomicInteger large = new AtomicInteger();
    FakeQuery first = new FakeQuery();
    FakeQuery second = new FakeQuery();
    try (var single = runner(1, "single")) {
      first.stage().phase(200, task -> spinning(large, small, bothStarted));
      second.stage().phase(1, task -> spinning(small, large, bothStarted));
      RunningQuery one = single.start(first);
      RunningQuery two = single.start(second);
      succeed(two);
      int ofLarge = large.get();
      one.cancel();
      assertThat(fail(one).code()).isEqualTo(ErrorCode.OPERATION_CANCELED);
      assertThat(ofLarge).isBetween(20, 60);
    }
  }

  @Test
  void cancelEndsTasksThatWouldRunOrWaitForEver() throws Exception {
    for (FakeTask.Script script : List.of(FOREVER, WAITS)) {
      FakeQuery query = new FakeQuery();
      CountDownLatch begun = new CountDownLatch(4);
      query
          .stage()
          .phase(
              100,
              task ->
                  (attempt, slice, waker) -> {
                    begun.countDown();
                    return task < 3
                        ? WAITS.slice(attempt, slice, waker)
                        : script.slice(1, 1, waker);
                  });
      query.stage().phase(1, task -> script);
      RunningQuery running = runner.start(query);
      await(begun);
      running.cancel();
      SampoException error = fail(running);
      assertThat(error.code()).isEqualTo(ErrorCode.OPERATION_CANCELED);
      query.assertClosedOnceAndContractKept();
      running.cancel();
    }
  }

  @Test
  void cancelAtAnyTimeEndsTheQueryOnce() throws Exception {
    long seed = System.nanoTime();
    System.out.println("ActorQueryRunnerTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      FakeQuery query = new FakeQuery();
      query.stage().phase(random.nextInt(20)).phase(2);
      query
          .stage()
          .phase(
              random.nextInt(3), task -> (a, slice, w) -> slice < 3 ? Status.RUNNING : Status.DONE);
      query.stage(0, 1).phase(5);
      RunningQuery running = runner.start(query);
      int spins = random.nextInt(20_000);
      for (int spin = 0; spin < spins; spin++) {
        Thread.onSpinWait();
      }
      running.cancel();
      running
          .done()
          .handle((value, error) -> "ended")
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
      query.assertClosedOnceAndContractKept();
    }
  }

  @Test
  void aUserErrorIsNotTriedAgain() throws Exception {
    SampoException cause =
        new SampoException(ErrorCode.DIVIDE_BY_ZERO, Map.of("expression", "a / b"));
    FakeQuery query = new FakeQuery();
    query.stage().phase(20, task -> task == 7 ? throwing(() -> cause) : task < 7 ? ONCE : FOREVER);
    query.stage().phase(1, task -> WAITS);
    query.stage(0).phase(1);
    RunningQuery running = runner.start(query);
    assertThat(fail(running)).isSameAs(cause);
    assertThat(query.attempts("0.0.7")).isEqualTo(1);
    assertThat(query.attempts("2.0.0")).isZero();
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void errorsOfTheMachineDoNotTakeTheRunnerWithThem() throws Exception {
    FakeQuery heap = new FakeQuery();
    heap.stage().phase(4, task -> fatal(() -> new OutOfMemoryError("Java heap space")));
    assertThat(fail(runner.start(heap)).code()).isEqualTo(ErrorCode.OUT_OF_HEAP);
    heap.assertClosedOnceAndContractKept();

    FakeQuery stack = new FakeQuery();
    stack.stage().phase(4, task -> fatal(() -> new StackOverflowError("deep")));
    assertThat(fail(runner.start(stack)).code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    stack.assertClosedOnceAndContractKept();

    FakeQuery next = new FakeQuery();
    next.stage().phase(10);
    succeed(runner.start(next));
    next.assertClosedOnceAndContractKept();
  }

  @Test
  void aPhaseThatCannotBeMadeFailsTheQuery() throws Exception {
    FakeQuery query = new FakeQuery();
    query.stage().phase(2).phaseThrows(() -> new IllegalStateException("no partitions"));
    query.stage().phase(9, task -> WAITS);
    SampoException error = fail(runner.start(query));
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error).hasMessageContaining("no partitions");
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void manyFailuresAtOnceEndTheQueryOnce() throws Exception {
    FakeQuery query = new FakeQuery();
    for (int i = 0; i < 4; i++) {
      query
          .stage()
          .phase(
              50, task -> throwing(() -> new SampoException(ErrorCode.DIVIDE_BY_ZERO, Map.of())));
    }
    assertThat(fail(runner.start(query)).code()).isEqualTo(ErrorCode.DIVIDE_BY_ZERO);
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void tenThousandTinyTasksAreDoneSoon() throws Exception {
    FakeQuery query = new FakeQuery();
    query.stage().phase(10_000);
    RunningQuery running = runner.start(query);
    succeed(running);
    assertThat(running.snapshot().tasksDone()).isEqualTo(10_000);
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void manyQueriesAtOnce() throws Exception {
    List<FakeQuery> queries = new ArrayList<>();
    List<RunningQuery> running = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      FakeQuery query = new FakeQuery();
      query.stage().phase(10);
      query.stage(0).phase(10).phase(1);
      queries.add(query);
      running.add(runner.start(query));
    }
    for (RunningQuery each : running) {
      succeed(each);
    }
    queries.forEach(FakeQuery::assertClosedOnceAndContractKept);
  }

  @Test
  void closeCancelsWhatRunsAndRefusesWhatComes() throws Exception {
    FakeQuery query = new FakeQuery();
    CountDownLatch begun = new CountDownLatch(1);
    query
        .stage()
        .phase(
            20,
            task ->
                (attempt, slice, waker) -> {
                  begun.countDown();
                  return task % 2 == 0 ? Status.RUNNING : Status.WAITING;
                });
    RunningQuery running = runner.start(query);
    await(begun);
    runner.close();
    query.assertClosedOnceAndContractKept();
    assertThat(fail(running).code()).isEqualTo(ErrorCode.OPERATION_CANCELED);

    FakeQuery late = new FakeQuery();
    assertThat(fail(runner.start(late)).code()).isEqualTo(ErrorCode.SESSION_CLOSED);
    late.assertClosedOnceAndContractKept();
    runner.close();
  }

  static final FakeTask.Script ONCE = (attempt, slice, waker) -> Status.DONE;

  private static FakeTask.Script spinning(
      AtomicInteger own, AtomicInteger other, CountDownLatch bothStarted) {
    return (attempt, slice, waker) -> {
      bothStarted.countDown();
      long end = System.nanoTime() + 2_000_000;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      boolean counted = own.get() > 0 || other.get() > 0 || bothStarted.getCount() == 0;
      return counted && own.incrementAndGet() >= 40 ? Status.DONE : Status.RUNNING;
    };
  }

  private static FakeTask.Script throwing(Supplier<RuntimeException> failure) {
    return failing(Integer.MAX_VALUE, failure);
  }

  static FakeTask.Script failing(int times, Supplier<RuntimeException> failure) {
    return (attempt, slice, waker) -> {
      if (attempt <= times) {
        throw failure.get();
      }
      return Status.DONE;
    };
  }

  private static FakeTask.Script fatal(Supplier<Error> failure) {
    return (attempt, slice, waker) -> {
      throw failure.get();
    };
  }

  static SampoException transientError() {
    return new SampoException(ErrorCode.TASK_FAILED, Map.of("details", "connection reset"));
  }

  private static int first(List<String> events, String tasks) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).startsWith("begin " + tasks)) {
        return i;
      }
    }
    throw new AssertionError(tasks + " never began");
  }

  private static int last(List<String> events, String tasks) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i).startsWith("done " + tasks)) {
        return i;
      }
    }
    throw new AssertionError(tasks + " was never done");
  }

  static void succeed(RunningQuery query) throws Exception {
    query.done().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  static SampoException fail(RunningQuery query) {
    var wrapped =
        catchThrowableOfType(
            ExecutionException.class,
            () -> query.done().toCompletableFuture().get(60, TimeUnit.SECONDS));
    assertThat(wrapped).hasCauseInstanceOf(SampoException.class);
    return (SampoException) Objects.requireNonNull(wrapped.getCause());
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
