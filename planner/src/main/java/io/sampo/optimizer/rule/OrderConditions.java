package io.sampo.optimizer.rule;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.types.StringType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The conditions of a filter or scan are asked in the order of what they cost for each row they
 * drop: a number's range before a text's pattern.
 *
 * <p>Not when some condition may fail (a division, a cast): an earlier one may be there to keep it
 * from doing so.
 */
public final class OrderConditions implements Rule<LogicalPlan> {
  private static final Set<String> NEVER_FAILING =
      Set.of(
          "=",
          "<>",
          "<=>",
          "<",
          "<=",
          ">",
          ">=",
          "and",
          "or",
          "not",
          "isnull",
          "isnotnull",
          "like",
          "startswith",
          "endswith",
          "contains",
          "substring",
          "substr",
          "upper",
          "lower",
          "length",
          "year",
          "month",
          "coalesce");

  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (node instanceof Scan scan) {
      Scan all = new Scan(scan.table(), scan.output(), List.of());
      return ordered(scan.predicates(), all, context)
          .map(conditions -> new Scan(scan.table(), scan.output(), conditions));
    }
    return node instanceof Filter filter
        ? ordered(Conjuncts.split(filter.condition()), filter.child(), context)
            .map(conditions -> new Filter(filter.child(), context.operators().and(conditions)))
        : Optional.empty();
  }

  private static Optional<List<Expression>> ordered(
      List<Expression> conditions, LogicalPlan input, RuleContext context) {
    if (conditions.size() < 2 || !conditions.stream().allMatch(OrderConditions::neverFails)) {
      return Optional.empty();
    }
    var sorted = new ArrayList<>(conditions);
    sorted.sort(
        Comparator.comparingDouble(condition ->
            cost(condition) / Math.max(0.01, 1 - context.estimator().share(condition, input))));
    return sorted.equals(conditions) ? Optional.empty() : Optional.of(sorted);
  }

  private static boolean neverFails(Expression condition) {
    return !condition.anyMatch(part ->
        part instanceof Call call
            ? !NEVER_FAILING.contains(call.name())
            : !(part instanceof ColumnReference
                    || part instanceof Literal
                    || part instanceof InList)
                || part instanceof Cast);
  }

  private static double cost(Expression condition) {
    double own =
        switch (condition) {
          case ColumnReference column -> column.type() instanceof StringType ? 2 : 0.5;
          case Literal _ -> 0;
          case InList in -> 1 + 0.2 * in.items().size();
          case Call call ->
              switch (call.name()) {
                case "like", "contains", "endswith" -> 20;
                case "substring", "substr", "upper", "lower" -> 5;
                default -> 1;
              };
          case Expression _ -> 2;
        };
    return own + condition.children().stream().mapToDouble(OrderConditions::cost).sum();
  }
}
