package io.sampo.optimizer.rule;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sort whose order nothing above can see goes: below an aggregate that does not ask for the
 * order, below another sort, below a join. Found through filters and projections.
 *
 * <p>Not a top-N, and not below aggregates such as {@code first} and {@code collect_list}.
 */
public final class RemoveRedundantSort implements Rule<LogicalPlan> {
  private static final Set<String> ORDER_BLIND =
      Set.of(
          "sum",
          "count",
          "avg",
          "mean",
          "min",
          "max",
          "count_if",
          "bool_and",
          "bool_or",
          "every",
          "any",
          "some",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "corr",
          "covar_samp",
          "covar_pop",
          "median",
          "approx_count_distinct");

  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    boolean blind =
        node instanceof Join
            || (node instanceof Sort sort && sort.limit().isEmpty() && sort.global())
            || (node instanceof Aggregate aggregate
                && aggregate.aggregates().stream().allMatch(RemoveRedundantSort::orderBlind));
    if (!blind) {
      return Optional.empty();
    }
    var inputs = new ArrayList<LogicalPlan>();
    boolean changed = false;
    for (LogicalPlan child : node.children()) {
      LogicalPlan input = withoutSort(child);
      changed |= input != child;
      inputs.add(input);
    }
    return changed ? Optional.of(node.withChildren(inputs)) : Optional.empty();
  }

  private static boolean orderBlind(NamedExpression aggregate) {
    return aggregate.expression() instanceof AggregateCall call
        && ORDER_BLIND.contains(call.name());
  }

  private static LogicalPlan withoutSort(LogicalPlan plan) {
    if (plan instanceof Sort sort && sort.limit().isEmpty()) {
      return withoutSort(sort.child());
    }
    if (plan instanceof Filter || plan instanceof Project) {
      LogicalPlan child = plan.children().getFirst();
      LogicalPlan input = withoutSort(child);
      return input == child ? plan : plan.withChildren(List.of(input));
    }
    return plan;
  }
}
