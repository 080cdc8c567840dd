package io.sampo.runtime.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.stage.RetryPolicy;
import io.sampo.runtime.work.FakeQuery;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.work.QueryRunner.RunningQuery;
import io.sampo.runtime.work.TaskWork.Status;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActorQueryRunnerTest extends QueryRunnerContract {
  @Override
  QueryRunner runner(int cores, String name) {
    return new ActorQueryRunner(cores, name, new RetryPolicy(4, 2, Duration.ofMillis(1)));
  }

  @Test
  void aTransientErrorIsTriedAgainUpToFourTimes() throws Exception {
    FakeQuery query = new FakeQuery();
    query.stage().phase(3, task -> task == 1 ? failing(3, () -> transientError()) : ONCE);
    succeed(runner.start(query));
    assertThat(query.attempts("0.0.1")).isEqualTo(4);
    query.assertClosedOnceAndContractKept();

    FakeQuery hopeless = new FakeQuery();
    hopeless.stage().phase(3, task -> task == 1 ? failing(9, () -> transientError()) : ONCE);
    SampoException error = fail(runner.start(hopeless));
    assertThat(error.code()).isEqualTo(ErrorCode.TASK_FAILED);
    assertThat(error.parameters())
        .containsEntry("task", "1 (split of 0.0.1)")
        .containsEntry("stage", "stage-0")
        .containsEntry("attempts", "4");
    assertThat(hopeless.attempts("0.0.1")).isEqualTo(4);
    hopeless.assertClosedOnceAndContractKept();
  }

  @Test
  void aFaultIsTriedTwiceAndKeepsItsCause() throws Exception {
    FakeQuery query = new FakeQuery();
    query.stage().phase(1, task -> failing(1, () -> new NullPointerException("once")));
    succeed(runner.start(query));
    assertThat(query.attempts("0.0.0")).isEqualTo(2);

    FakeQuery hopeless = new FakeQuery();
    hopeless.stage().phase(1, task -> failing(9, () -> new NullPointerException("always")));
    SampoException error = fail(runner.start(hopeless));
    assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(error).hasCauseInstanceOf(NullPointerException.class);
    assertThat(error.getMessage())
        .contains("always")
        .contains("stage-0")
        .contains("split of 0.0.0");
    assertThat(hopeless.attempts("0.0.0")).isEqualTo(2);
    hopeless.assertClosedOnceAndContractKept();
  }

  @Test
  void aSnapshotTellsTheEarliestStageAndTheFigures() throws Exception {
    FakeQuery query = new FakeQuery();
    CountDownLatch begun = new CountDownLatch(1);
    Queue<Runnable> wakers = new ConcurrentLinkedQueue<>();
    query.stage().phase(3);
    query
        .stage(0)
        .phase(
            1,
            task ->
                (attempt, slice, waker) -> {
                  wakers.add(waker);
                  begun.countDown();
                  return slice == 1 ? Status.WAITING : Status.DONE;
                });
    RunningQuery running = runner.start(query);
    await(begun);
    var snapshot = running.snapshot();
    assertThat(snapshot.stage()).isEqualTo("stage-1");
    assertThat(snapshot.stagesDone()).isEqualTo(1);
    assertThat(snapshot.stagesTotal()).isEqualTo(2);
    assertThat(snapshot.tasksTotal()).isEqualTo(4);
    assertThat(snapshot.tasksDone()).isEqualTo(3);
    assertThat(snapshot.rowsRead()).isEqualTo(4);
    assertThat(snapshot.bytesRead()).isEqualTo(40);
    wakers.forEach(Runnable::run);
    succeed(running);
  }

  @Test
  void whatDependsOnTheEndMayBlock() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch attached = new CountDownLatch(1);
    FakeQuery query = new FakeQuery();
    query
        .stage()
        .phase(
            1,
            task ->
                (attempt, slice, waker) -> {
                  await(attached);
                  return Status.DONE;
                });
    RunningQuery first = runner.start(query);
    var blocked = first.done().thenRun(() -> await(second)).toCompletableFuture();
    attached.countDown();
    for (int i = 0; i < 2 * CORES; i++) {
      FakeQuery other = new FakeQuery();
      other.stage().phase(3);
      succeed(runner.start(other));
    }
    second.countDown();
    blocked.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aClosedRunnerIsNotPreparedAgain() throws Exception {
    runner.close();
    ((ActorQueryRunner) runner).prepare();
    FakeQuery late = new FakeQuery();
    assertThat(fail(runner.start(late)).code()).isEqualTo(ErrorCode.SESSION_CLOSED);
    late.assertClosedOnceAndContractKept();
  }
}
