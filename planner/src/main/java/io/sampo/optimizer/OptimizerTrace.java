package io.sampo.optimizer;

import io.sampo.plan.logical.LogicalPlan;
import java.time.Duration;

/** Hears what the optimizer does. Called by the optimizing thread. */
@FunctionalInterface
public interface OptimizerTrace {
  /** Listens to nothing. */
  OptimizerTrace NONE = (_, _, _, _, _) -> {};

  /**
   * A rule changed the plan.
   *
   * @param phase the phase it ran in
   * @param rule its name
   * @param before the whole plan before one pass of the rule over it
   * @param after the whole plan after the pass
   * @param time what the pass took
   */
  void changed(String phase, String rule, LogicalPlan before, LogicalPlan after, Duration time);
}
