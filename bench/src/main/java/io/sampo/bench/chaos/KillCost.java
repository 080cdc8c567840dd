package io.sampo.bench.chaos;

import java.time.Duration;

/**
 * What a kill cost one run of a question.
 *
 * @param question its name
 * @param undisturbed the median of runs just before
 * @param killedAfter when the worker was killed
 * @param disturbed how long the run took
 * @param tasks that were run again
 * @param right whether the answer was
 * @param details what is wrong with it; empty when it is right
 */
public record KillCost(
    String question,
    Duration undisturbed,
    Duration killedAfter,
    Duration disturbed,
    long tasks,
    boolean right,
    String details) {
  /** What the run took longer. */
  public Duration extra() {
    return disturbed.minus(undisturbed);
  }

  /** Whether the run was still under way. */
  public boolean hit() {
    return killedAfter.compareTo(disturbed) < 0;
  }
}
