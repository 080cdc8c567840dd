package io.sampo.runtime.query;

import io.sampo.error.SampoException;
import io.sampo.runtime.compute.Lane;
import io.sampo.runtime.stage.RetryPolicy;
import io.sampo.runtime.stage.StageOrder;
import io.sampo.runtime.stage.StageProgress;
import io.sampo.runtime.work.QueryRunner.Snapshot;
import io.sampo.runtime.work.QueryWork;
import io.sampo.runtime.work.StageWork;
import io.sampo.runtime.work.TaskWork.Progress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A query's work, its share of the compute threads, and its end. Safe for use by many threads. */
public final class QueryRun {
  private final QueryWork work;
  private final List<StageWork> stages;
  private final Lane lane;
  private final int window;
  private final RetryPolicy retries;
  private final Executor ends;
  private final List<StageProgress> progress = new ArrayList<>();

  /** Where each stage stands among the others, by its id. */
  private final Map<Integer, Integer> places = new HashMap<>();

  private final CompletableFuture<Void> done = new CompletableFuture<>();

  // Of the compute thread that makes the last call.
  private boolean closed;
  private @Nullable SampoException outcome;

  private volatile int stagesDone;
  private volatile String stage = "";

  /**
   * @param window how many tasks of a stage may be on their way at once
   * @param ends runs what depends on the end, brought by a compute thread
   */
  public QueryRun(QueryWork work, Lane lane, int window, RetryPolicy retries, Executor ends) {
    this.ends = ends;
    this.work = work;
    this.stages = List.copyOf(work.stages());
    this.lane = lane;
    this.window = window;
    this.retries = retries;
    for (StageWork each : stages) {
      places.put(each.id(), progress.size());
      progress.add(new StageProgress());
    }
  }

  /** Completes after the work was closed. */
  public CompletionStage<Void> done() {
    return done;
  }

  /** What decides for this query. */
  QueryState newState() {
    return new QueryState(
        stages.stream().map(each -> Map.entry(each.id(), each.inputs())).toList());
  }

  /** What a stage's runner is to run. */
  StageOrder order(int stage) {
    int place = place(stage);
    return new StageOrder(stages.get(place), place, lane, window, retries, progress.get(place));
  }

  /** What a stage does, in words. */
  String description(int stage) {
    return stages.get(place(stage)).description();
  }

  private int place(int stage) {
    return Objects.requireNonNull(places.get(stage));
  }

  /**
   * Stops what may still run, closes the work, and completes {@link #done()}. Only the first call
   * counts.
   *
   * @param error why the query failed, or null
   */
  public void finish(@Nullable SampoException error) {
    lane.finish(() -> close(error));
  }

  /** How far the query is. */
  public Snapshot snapshot() {
    int tasksDone = 0;
    int tasksTotal = 0;
    for (StageProgress each : progress) {
      tasksDone += each.tasksDone();
      tasksTotal += each.tasksTotal();
    }
    Progress read = lane.read();
    return new Snapshot(
        stage, stagesDone, stages.size(), tasksDone, tasksTotal, read.rows(), read.bytes());
  }

  void stageNow(String description, int done) {
    stage = description;
    stagesDone = done;
  }

  /** Made again when a thread cannot be had at once, so it closes the work only once. */
  private void close(@Nullable SampoException error) {
    if (!closed) {
      closed = true;
      outcome = error;
      try {
        work.close();
      } catch (Throwable trouble) {
        if (outcome == null) {
          outcome = SampoException.internal("the query's memory could not be freed", trouble);
        } else if (outcome != trouble) {
          outcome.addSuppressed(trouble);
        }
      }
    }
    complete(outcome);
  }

  private void complete(@Nullable SampoException error) {
    ends.execute(() -> {
      if (error == null) {
        done.complete(null);
      } else {
        done.completeExceptionally(error);
      }
    });
  }
}
