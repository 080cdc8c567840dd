package io.sampo.physical;

import io.sampo.plan.logical.LogicalPlan;
import java.util.List;

/** Is told which flows yield the rows of which part of a plan. */
@FunctionalInterface
public interface Lowering {
  /** Nobody who wants to know. */
  Lowering UNSEEN = (plan, flows) -> {};

  /** The flows, as they are so far, yield the plan's rows. */
  void lowered(LogicalPlan plan, List<Flow> flows);
}
