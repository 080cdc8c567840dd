package io.sampo.runtime.cluster;

import java.time.Duration;

/**
 * How failures are met.
 *
 * @param enabled whether anything is run again; otherwise the first failure ends the query
 * @param attempts how often a task may fail for reasons of its own
 * @param losses how often a task may be lost with its worker or its input
 * @param speculation whether slow tasks are run a second time elsewhere
 * @param slowAfter no task is slow before so long
 */
public record RecoverySettings(
    boolean enabled, int attempts, int losses, boolean speculation, Duration slowAfter) {
  public static final RecoverySettings DEFAULT =
      new RecoverySettings(true, 4, 20, true, Duration.ofSeconds(2));

  /** Failures end queries. */
  public static final RecoverySettings NONE =
      new RecoverySettings(false, 1, 0, false, Duration.ofSeconds(2));

  /** The same with or without copies of slow tasks. */
  public RecoverySettings withSpeculation(boolean wished) {
    return new RecoverySettings(enabled, attempts, losses, wished, slowAfter);
  }
}
