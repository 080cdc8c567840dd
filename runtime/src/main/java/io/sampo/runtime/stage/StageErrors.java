package io.sampo.runtime.stage;

import io.sampo.error.ErrorCategory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.runtime.memory.MemoryBudget;
import java.util.List;
import java.util.Map;

/** Turns what tasks throw into what a user can read. */
final class StageErrors {
  private static final long MEBIBYTE = 1 << 20;

  private StageErrors() {}

  static ErrorCategory category(Throwable failure) {
    return switch (failure) {
      case SampoException known -> known.code().category();
      case OutOfMemoryError heap -> ErrorCategory.RESOURCE;
      default -> ErrorCategory.BUG;
    };
  }

  /**
   * Whether other queries hold the memory that was missing, which then comes back when they end.
   */
  static boolean isHeldByOthers(Throwable failure) {
    return failure instanceof SampoException known
        && known.code() == ErrorCode.OUT_OF_MEMORY
        && known.parameters().containsKey(MemoryBudget.HELD_BY_OTHERS);
  }

  /**
   * The end of a task that is not tried again.
   *
   * @param task what failed, in words
   * @param failures what each attempt threw, the first one first
   */
  static SampoException taskFailed(String stage, String task, List<Throwable> failures) {
    Throwable first = failures.getFirst();
    Throwable last = failures.getLast();
    SampoException error =
        switch (category(last)) {
          case USER, RESOURCE -> ended(stage, last);
          case TRANSIENT -> attemptsUsedUp(stage, task, failures.size(), first);
          case BUG ->
              SampoException.internal(
                  task + " of stage " + stage + " failed " + times(failures) + ": " + words(first),
                  first);
        };
    for (Throwable failure : failures) {
      if (failure != error && failure != error.getCause()) {
        error.addSuppressed(failure);
      }
    }
    return first instanceof SampoException known ? error.at(known.span()) : error;
  }

  /** A stage that could not make its tasks, or whose actors failed. */
  static SampoException stageFailed(String stage, Throwable failure) {
    return switch (category(failure)) {
      case USER, RESOURCE, TRANSIENT -> ended(stage, failure);
      case BUG -> SampoException.internal("stage " + stage + " failed: " + words(failure), failure);
    };
  }

  private static SampoException attemptsUsedUp(
      String stage, String task, int attempts, Throwable first) {
    Map<String, ?> parameters =
        Map.of("task", task, "stage", stage, "attempts", attempts, "details", words(first));
    return new SampoException(ErrorCode.TASK_FAILED, parameters, null, first);
  }

  private static SampoException ended(String stage, Throwable failure) {
    if (failure instanceof SampoException known) {
      return known;
    }
    Runtime runtime = Runtime.getRuntime();
    Map<String, ?> parameters =
        Map.of(
            "operator", "Stage " + stage,
            "held", "an unknown amount",
            "needed", "some",
            "used", (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE + " MiB",
            "budget", runtime.maxMemory() / MEBIBYTE + " MiB");
    return new SampoException(ErrorCode.OUT_OF_HEAP, parameters, null, failure);
  }

  private static String times(List<Throwable> failures) {
    return failures.size() == 1 ? "once" : failures.size() + " times";
  }

  private static String words(Throwable failure) {
    String message = failure instanceof SampoException ? failure.getMessage() : null;
    return message == null ? failure.toString() : message;
  }
}
