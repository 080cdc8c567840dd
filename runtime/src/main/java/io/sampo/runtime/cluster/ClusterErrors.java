package io.sampo.runtime.cluster;

import io.sampo.error.ErrorCategory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The ends of queries that could not be saved. */
final class ClusterErrors {
  private ClusterErrors() {}

  /** A task that is not tried again; the first cause is named. */
  static SampoException taskFailed(TaskKey task, List<TaskState.Failure> failures) {
    TaskState.Failure first = failures.getFirst();
    TaskState.Failure last = failures.getLast();
    SampoException cause = known(first.error());
    if (category(last.error()) == ErrorCategory.USER) {
      return placed(known(last.error()), task, last);
    }
    String input = first.input().isEmpty() ? "" : ", reading " + first.input();
    var error =
        new SampoException(
            ErrorCode.TASK_FAILED,
            Map.of(
                "task",
                task.task() + " on worker " + first.worker() + input,
                "stage",
                "fragment " + task.fragment(),
                "attempts",
                failures.size(),
                "details",
                String.valueOf(cause.getMessage())),
            cause.span(),
            cause);
    failures.stream().skip(1).forEach(failure -> error.addSuppressed(failure.error()));
    return error;
  }

  /** Says where a function of the program failed. */
  private static SampoException placed(
      SampoException error, TaskKey task, TaskState.Failure failure) {
    if (error.code() != ErrorCode.FAILED_EXECUTE_UDF) {
      return error;
    }
    var parameters = new LinkedHashMap<String, Object>(error.parameters());
    String input = failure.input().isEmpty() ? "" : ", reading " + failure.input();
    parameters.put("place", "; " + task + " on worker " + failure.worker() + input);
    return new SampoException(error.code(), parameters, error.span(), error.getCause());
  }

  static ErrorCategory category(Throwable failure) {
    return failure instanceof SampoException known ? known.code().category() : ErrorCategory.BUG;
  }

  private static SampoException known(Throwable failure) {
    return failure instanceof SampoException known
        ? known
        : SampoException.internal(String.valueOf(failure), failure);
  }

  static SampoException workerLost(String worker, String details) {
    return new SampoException(
        ErrorCode.WORKER_LOST, Map.of("worker", worker, "details", details), null, null);
  }

  static SampoException noWorkers(String query, Duration patience) {
    return new SampoException(
        ErrorCode.NO_WORKERS, Map.of("query", query, "seconds", patience.toSeconds()), null, null);
  }

  static SampoException indeterminate(TaskKey task) {
    return new SampoException(
        ErrorCode.INDETERMINATE_RESULT,
        Map.of("task", task.task(), "fragment", task.fragment()),
        null,
        null);
  }
}
