package io.sampo.runtime.engine;

import io.sampo.engine.QueryProgress;
import io.sampo.engine.ResultBatch;
import io.sampo.runtime.batch.ColumnBatch;
import io.sampo.runtime.operator.QueryRun;
import io.sampo.runtime.operator.ResultReader;
import io.sampo.runtime.work.QueryRunner;
import io.sampo.types.StructType;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The result of a query that runs while it is read. */
final class StreamedResult implements ResultStream {
  private final QueryRun run;
  private final SharedWork work;
  private final QueryRunner.RunningQuery running;
  private final ResultReader reader;
  private final long started = System.nanoTime();
  private @Nullable ColumnBatch current;
  private boolean closed;

  StreamedResult(QueryRun run, SharedWork work, QueryRunner.RunningQuery running) {
    this.run = run;
    this.work = work;
    this.running = running;
    this.reader = run.reader();
    running.done().whenComplete((done, failure) -> reader.complete(unwrapped(failure)));
  }

  private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  public StructType schema() {
    return run.schema();
  }

  @Override
  public @Nullable ResultBatch next() {
    ColumnBatch batch = nextColumns();
    return batch == null ? null : new ColumnResultBatch(batch);
  }

  @Override
  public @Nullable ColumnBatch nextColumns() {
    release();
    current = reader.next();
    return current;
  }

  private void release() {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  @Override
  public QueryProgress progress() {
    QueryRunner.Snapshot now = running.snapshot();
    double fraction = now.tasksTotal() == 0 ? 0 : (double) now.tasksDone() / now.tasksTotal();
    return new QueryProgress(
        now.stage(),
        now.stagesDone(),
        now.stagesTotal(),
        now.tasksDone(),
        now.tasksTotal(),
        now.rowsRead(),
        now.bytesRead(),
        fraction,
        Duration.ofNanos(System.nanoTime() - started));
  }

  @Override
  public void cancel() {
    run.cancel();
    running.cancel();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    release();
    reader.close();
    if (!running.done().toCompletableFuture().isDone()) {
      cancel();
    }
    work.release();
  }
}
