package io.sampo.optimizer;

import io.sampo.error.SampoException;
import io.sampo.optimizer.expression.Operators;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.optimizer.statistics.Estimator;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.tree.TreeNode;
import java.time.Duration;

/** Rewrites plans by the rules that {@link Phases} lists. */
public final class Optimizer {
  /** Passes of a phase after which its rules are taken to undo each other. */
  private static final int MOST_PASSES = 50;

  private final OptimizerContext settings;
  private final RuleContext context;

  private Optimizer(OptimizerContext settings) {
    this.settings = settings;
    this.context =
        new RuleContext(
            settings.ids(),
            new Operators(settings.functions()),
            settings.constants(),
            new Estimator());
  }

  /**
   * An equivalent plan: the same columns by id, type and order, without subquery expressions and
   * dependent joins.
   *
   * @throws SampoException UNSUPPORTED_FEATURE for the few forms of correlation that cannot be
   *     unnested
   */
  public static LogicalPlan optimize(LogicalPlan plan, OptimizerContext context) {
    return new Optimizer(context).run(plan);
  }

  private LogicalPlan run(LogicalPlan plan) {
    LogicalPlan current = plan;
    for (Phase phase : Phases.ALL) {
      current = run(phase, current);
    }
    return current;
  }

  private LogicalPlan run(Phase phase, LogicalPlan plan) {
    LogicalPlan current = plan;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      LogicalPlan before = current;
      for (Phase.Step step : phase.steps()) {
        if (!settings.disabledRules().contains(step.name())) {
          current = run(phase, step, current);
        }
      }
      if (current == before || phase.repeat() == Phase.Repeat.ONCE) {
        return current;
      }
    }
    // The plan is right after every pass, only perhaps not at rest; tests run with assertions and
    // say so.
    assert false
        : "phase " + phase.name() + " does not come to rest:\n" + PlanPrinter.print(current);
    return current;
  }

  private LogicalPlan run(Phase phase, Phase.Step step, LogicalPlan before) {
    long start = System.nanoTime();
    LogicalPlan after =
        switch (step) {
          case Phase.Step.Up up -> before.transformUp(node -> apply(up.rule(), node));
          case Phase.Step.Down down -> before.transformDown(node -> apply(down.rule(), node));
          case Phase.Step.Root root -> apply(root.rule(), before);
          case Phase.Step.Expressions all ->
              before.transformUp(node ->
                  node.mapExpressions(tree -> tree.transformUp(part -> apply(all.rule(), part))));
        };
    if (after != before) {
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      settings.trace().changed(phase.name(), step.name(), before, after, time);
      assert PlanChecker.check(step.name(), before, after);
    }
    return after;
  }

  private LogicalPlan apply(Rule<LogicalPlan> rule, LogicalPlan node) {
    return rewritten(rule, node);
  }

  private Expression apply(Rule<Expression> rule, Expression node) {
    Expression after = rewritten(rule, node);
    assert after.type().equals(node.type())
        : rule.name()
            + " made "
            + after
            + " of type "
            + after.type().sql()
            + " of "
            + node
            + " of type "
            + node.type().sql();
    return after;
  }

  private <T extends TreeNode<T>> T rewritten(Rule<T> rule, T node) {
    return rule.apply(node, context).orElse(node);
  }
}
