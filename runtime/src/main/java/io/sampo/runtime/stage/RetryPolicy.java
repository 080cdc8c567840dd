package io.sampo.runtime.stage;

import io.sampo.error.ErrorCategory;
import java.time.Duration;

/**
 * How often a task is attempted, by what went wrong.
 *
 * @param transientAttempts attempts in all when a machine or connection failed
 * @param bugAttempts attempts in all when the engine did
 * @param firstPause before the second attempt after a transient failure; each further pause is four
 *     times as long
 */
public record RetryPolicy(int transientAttempts, int bugAttempts, Duration firstPause) {
  public static final RetryPolicy DEFAULT = new RetryPolicy(4, 2, Duration.ofMillis(20));

  /** Failures are left to whoever gave the work. */
  public static final RetryPolicy NONE = new RetryPolicy(1, 1, Duration.ZERO);

  public RetryPolicy {
    if (transientAttempts < 1 || bugAttempts < 1 || firstPause.isNegative()) {
      throw new IllegalArgumentException("a task is attempted at least once");
    }
  }

  /** Whether one more attempt is made after as many failed ones. */
  boolean again(ErrorCategory category, int failedAttempts) {
    return failedAttempts
        < switch (category) {
          case TRANSIENT -> transientAttempts;
          case BUG -> bugAttempts;
          case USER, RESOURCE -> 1;
        };
  }

  /** How long to wait before the attempt after as many failed ones. */
  Duration pause(ErrorCategory category, int failedAttempts) {
    return switch (category) {
      case TRANSIENT -> firstPause.multipliedBy(1L << (2 * Math.min(failedAttempts - 1, 4)));
      case BUG, USER, RESOURCE -> Duration.ZERO;
    };
  }
}
