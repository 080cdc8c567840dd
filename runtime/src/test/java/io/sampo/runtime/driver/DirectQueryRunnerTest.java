package io.sampo.runtime.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.work.FakeQuery;
import io.sampo.runtime.work.FakeTask;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.work.QueryRunner.RunningQuery;
import io.sampo.runtime.work.TaskWork.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;

class DirectQueryRunnerTest extends QueryRunnerContract {
  @Override
  QueryRunner runner(int cores, String name) {
    return new DirectQueryRunner(cores, name);
  }

  @Test
  void aFailedTaskIsLeftToWhoeverGaveTheWork() throws Exception {
    FakeQuery query = new FakeQuery();
    query.stage().phase(3, task -> task == 1 ? failing(1, () -> transientError()) : ONCE);
    SampoException error = fail(runner.start(query));
    assertThat(error.code()).isEqualTo(ErrorCode.TASK_FAILED);
    assertThat(error.getCause()).isInstanceOf(SampoException.class);
    assertThat(query.attempts("0.0.1")).isEqualTo(1);
    query.assertClosedOnceAndContractKept();
  }

  @Test
  void everythingIsSeenToByComputeThreads() throws Exception {
    Set<String> threads = new ConcurrentSkipListSet<>();
    FakeTask.Script noting =
        (attempt, slice, waker) -> {
          threads.add(Thread.currentThread().getName());
          return Status.DONE;
        };
    FakeQuery query = new FakeQuery();
    query.stage().phase(3, task -> noting).phase(2, task -> noting);
    query.stage(0).phase(3, task -> noting);
    RunningQuery running = runner.start(query);
    succeed(running);
    assertThat(threads).allMatch(thread -> thread.startsWith("test-compute-"));
    assertThat(running.snapshot().tasksDone()).isEqualTo(8);
    query.assertClosedOnceAndContractKept();
  }
}
