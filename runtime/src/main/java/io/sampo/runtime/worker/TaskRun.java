package io.sampo.runtime.worker;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.exchange.BlockWriter;
import io.sampo.runtime.exchange.ProducerAttempt;
import io.sampo.runtime.operator.FailedInput;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.operator.SharedBuild;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.runtime.worker.protocol.TaskFigures;
import io.sampo.runtime.worker.protocol.TaskReport;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An attempt on its way. Safe for use by many threads. */
final class TaskRun {
  private final ProducerAttempt attempt;
  private final SharedTables.Lease lease;
  private final Starter starter;
  private final BlockWriter writer;
  private final KeptFigures kept;
  private final long started = System.nanoTime();
  private @Nullable Started running;
  private boolean cancelled;

  /** Starts the stages, with the tables that are there. */
  @FunctionalInterface
  interface Starter {
    Started start(Map<Integer, SharedBuild> tables);
  }

  /** The stages on their way. */
  record Started(QueryRun run, QueryRunner.RunningQuery running) {}

  TaskRun(
      ProducerAttempt attempt,
      SharedTables.Lease lease,
      BlockWriter writer,
      KeptFigures kept,
      Starter starter) {
    this.kept = kept;
    this.attempt = attempt;
    this.lease = lease;
    this.writer = writer;
    this.starter = starter;
  }

  /** Runs it when its tables are there. Completes with the report, never exceptionally. */
  CompletionStage<TaskReport> report() {
    return lease
        .tables()
        .thenCompose(tables -> start(tables).running().done())
        .<TaskReport>handle((done, failure) -> failure == null ? commit() : failed(failure))
        .exceptionally(this::failed)
        .whenComplete((report, never) -> lease.close());
  }

  private synchronized Started start(Map<Integer, SharedBuild> tables) {
    if (cancelled) {
      throw new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    }
    Started now = starter.start(tables);
    running = now;
    return now;
  }

  private synchronized @Nullable Started running() {
    return running;
  }

  private TaskReport commit() {
    Started ran = running();
    var figures = TaskFigures.NONE;
    if (ran != null) {
      var read = ran.running().snapshot();
      figures = new TaskFigures(read.rowsRead(), read.bytesRead(), System.nanoTime() - started);
    }
    return new TaskReport.Done(attempt, writer.commit(), figures, kept.all());
  }

  private TaskReport failed(Throwable failure) {
    writer.close();
    return new TaskReport.Failed(attempt, error(failure), FailedInput.of(failure).orElse(""));
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
    Started ran;
    synchronized (this) {
      cancelled = true;
      ran = running;
    }
    if (ran != null) {
      ran.run().cancel();
      ran.running().cancel();
    }
  }
}
