package io.sampo.optimizer;

import io.sampo.optimizer.rule.Rule;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import java.util.List;

/**
 * A group of rules that run together.
 *
 * @param name for traces
 * @param repeat how often the group runs
 * @param steps the rules in their order
 */
record Phase(String name, Repeat repeat, List<Step> steps) {
  Phase {
    steps = List.copyOf(steps);
  }

  /** How often a phase runs. */
  enum Repeat {
    /** Once. */
    ONCE,
    /** Until nothing changes. */
    FIXED_POINT
  }

  /** One rule with the way it goes through the tree. */
  sealed interface Step {
    String name();

    /** Children before their parent. */
    record Up(Rule<LogicalPlan> rule) implements Step {
      @Override
      public String name() {
        return rule.name();
      }
    }

    /** Parent before the children of what came out. */
    record Down(Rule<LogicalPlan> rule) implements Step {
      @Override
      public String name() {
        return rule.name();
      }
    }

    /** Only the root: the rule looks at the whole plan. */
    record Root(Rule<LogicalPlan> rule) implements Step {
      @Override
      public String name() {
        return rule.name();
      }
    }

    /** Every expression of every node, operands first. */
    record Expressions(Rule<Expression> rule) implements Step {
      @Override
      public String name() {
        return rule.name();
      }
    }
  }
}
