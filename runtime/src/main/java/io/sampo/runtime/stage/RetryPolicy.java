package io.sampo.runtime.stage;

import java.time.Duration;

/**
 * How often a task is attempted, by what went wrong.
 *
 * @param transientAttempts attempts in all when a machine or connection failed, or when other
 *     queries held the memory that was missing
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

  /** Whether one more attempt is made after as many failed ones, the last for this reason. */
  boolean again(Throwable failure, int failedAttempts) {
    return failedAttempts
        < switch (StageErrors.category(failure)) {
          case TRANSIENT -> transientAttempts;
          case BUG -> bugAttempts;
          case RESOURCE -> StageErrors.isHeldByOthers(failure) ? transientAttempts : 1;
          case USER -> 1;
        };
  }

  /** How long to wait before the attempt after as many failed ones. */
  Duration pause(Throwable failure, int failedAttempts) {
    return switch (StageErrors.category(failure)) {
      case TRANSIENT, RESOURCE ->
          firstPause.multipliedBy(1L << (2 * Math.min(failedAttempts - 1, 4)));
      case BUG, USER -> Duration.ZERO;
    };
  }
}
