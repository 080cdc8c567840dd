package io.sampo.runtime.worker;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.operator.FailedInput;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.worker.protocol.TaskFigures;
import io.sampo.runtime.worker.protocol.TaskReport;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An attempt on its way. Safe for use by many threads. */
final class TaskRun {
  private final ProducerAttempt attempt;
  private final QueryRun run;
  private final QueryRunner.RunningQuery running;
  private final BlockWriter writer;
  private final long started = System.nanoTime();

  TaskRun(
      ProducerAttempt attempt, QueryRun run, QueryRunner.RunningQuery running, BlockWriter writer) {
    this.attempt = attempt;
    this.run = run;
    this.running = running;
    this.writer = writer;
  }

  /** Completes with the report, never exceptionally. */
  CompletionStage<TaskReport> report() {
    return running
        .done()
        .<TaskReport>handle((done, failure) -> failure == null ? commit() : failed(failure))
        .exceptionally(this::failed);
  }

  private TaskReport commit() {
    var read = running.snapshot();
    var figures = new TaskFigures(read.rowsRead(), read.bytesRead(), System.nanoTime() - started);
    return new TaskReport.Done(attempt, writer.commit(), figures);
  }

  private TaskReport failed(Throwable failure) {
    writer.close();
    return new TaskReport.Failed(
        attempt, error(failure), FailedInput.of(failure).orElse(""));
  }

  /** What went wrong, without the words of the machinery around it. */
  private static SampoException error(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof SampoException known) {
      boolean wrapped = known.code() == ErrorCode.TASK_FAILED;
      return wrapped && known.getCause() instanceof SampoException first ? first : known;
    }
    return SampoException.internal(String.valueOf(cause), cause);
  }

  void cancel() {
    run.cancel();
    running.cancel();
  }
}
