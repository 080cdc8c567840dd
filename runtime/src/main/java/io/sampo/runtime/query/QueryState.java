package io.sampo.runtime.query;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.stage.StageReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one query. The first error is the query's; what goes wrong after it is added to it as
 * suppressed. Each method is an event and yields what to do, in order.
 */
final class QueryState {
  private final Map<Integer, Set<Integer>> waiting = new LinkedHashMap<>();
  private final Set<Integer> running = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();
  private @Nullable SampoException error;
  private boolean finished;

  /**
   * @param inputs the inputs of each stage, each stage after those it depends on
   */
  QueryState(List<Map.Entry<Integer, Set<Integer>>> inputs) {
    for (var stage : inputs) {
      if (!waiting.keySet().containsAll(stage.getValue())) {
        faults.add("stage " + stage.getKey() + " comes before its inputs " + stage.getValue());
      }
      if (waiting.put(stage.getKey(), new TreeSet<>(stage.getValue())) != null) {
        faults.add("two stages have the id " + stage.getKey());
      }
    }
  }

  List<QueryAction> started() {
    if (finished) {
      return List.of();
    }
    if (!faults.isEmpty()) {
      error = SampoException.internal(String.join("; ", faults), null);
      return finish();
    }
    return goOn();
  }

  List<QueryAction> stageReported(StageReport report) {
    return switch (report) {
      case StageReport.Completed(int stage) -> stageCompleted(stage);
      case StageReport.Failed(int stage, SampoException cause) -> fail(cause);
      case StageReport.Stopped(int stage, List<Throwable> troubles) ->
          stageStopped(stage, troubles);
    };
  }

  /** The actor of a running stage went without its last report: a fault of the engine. */
  List<QueryAction> stageLost(int stage, Throwable cause) {
    running.remove(stage);
    return fail(SampoException.internal("stage " + stage + " failed: " + cause, cause));
  }

  /** The user wants no answer any more. */
  List<QueryAction> cancelled() {
    if (error != null || finished) {
      return List.of();
    }
    error = new SampoException(ErrorCode.OPERATION_CANCELED, Map.of());
    return stopAll();
  }

  private List<QueryAction> stageCompleted(int stage) {
    running.remove(stage);
    waiting.values().forEach(inputs -> inputs.remove(stage));
    return error == null ? goOn() : finishWhenQuiet();
  }

  private List<QueryAction> stageStopped(int stage, List<Throwable> troubles) {
    running.remove(stage);
    if (error == null) {
      return fail(SampoException.internal("stage " + stage + " stopped by itself", null));
    }
    troubles.forEach(this::suppress);
    return finishWhenQuiet();
  }

  private List<QueryAction> fail(SampoException cause) {
    if (error != null) {
      suppress(cause);
      return finishWhenQuiet();
    }
    error = cause;
    return stopAll();
  }

  private List<QueryAction> goOn() {
    List<QueryAction> actions = new ArrayList<>();
    waiting
        .entrySet()
        .removeIf(stage -> {
          boolean ready = stage.getValue().isEmpty();
          if (ready) {
            running.add(stage.getKey());
            actions.add(new QueryAction.StartStage(stage.getKey()));
          }
          return ready;
        });
    return actions.isEmpty() ? finishWhenQuiet() : actions;
  }

  private List<QueryAction> stopAll() {
    List<QueryAction> actions = new ArrayList<>();
    running.forEach(stage -> actions.add(new QueryAction.StopStage(stage)));
    actions.addAll(finishWhenQuiet());
    return actions;
  }

  private List<QueryAction> finishWhenQuiet() {
    return running.isEmpty() ? finish() : List.of();
  }

  private List<QueryAction> finish() {
    if (finished) {
      return List.of();
    }
    finished = true;
    return List.of(new QueryAction.Finish(error));
  }

  private void suppress(Throwable trouble) {
    if (error != null && trouble != error) {
      error.addSuppressed(trouble);
    }
  }
}
