package io.sampo.runtime.operator;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Goes with a failure, as a suppressed one, and says what was read when it happened. */
public final class FailedInput extends Exception {
  private static final long serialVersionUID = 1L;

  private FailedInput(String input) {
    super("while reading " + input, null, false, false);
  }

  /** Notes what was read, unless it is nothing or was noted before. */
  static void note(Throwable failure, String input) {
    if (!input.isEmpty() && of(failure).isEmpty()) {
      failure.addSuppressed(new FailedInput(input));
    }
  }

  /** What was read when a failure, or what caused it, happened; empty when nobody knows. */
  public static Optional<String> of(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      for (Throwable noted : cause.getSuppressed()) {
        if (noted instanceof FailedInput input) {
          String words = String.valueOf(input.getMessage());
          return Optional.of(words.substring("while reading ".length()));
        }
      }
    }
    return Optional.empty();
  }
}
