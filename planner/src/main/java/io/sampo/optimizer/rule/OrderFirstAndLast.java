package io.sampo.optimizer.rule;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Aggregates whose value depends on the order of the rows are told that order:
 *
 * <pre>
 *   Aggregate(first(x), Scan(t: x)) = Aggregate(first(x ORDER BY p), Scan(t: x, p))
 * </pre>
 *
 * <p>where p are the positions of the rows, see {@link OrderedRows}. It does not fire for
 * aggregates that have an order already, and not for lists of distinct values, which are ordered
 * when they are made.
 */
public final class OrderFirstAndLast implements Rule<LogicalPlan> {
  private static final Set<String> PICKING = Set.of("first", "last");
  private static final Set<String> LISTING = Set.of("collect_list", "listagg");

  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Aggregate aggregate)
        || aggregate.aggregates().stream().noneMatch(OrderFirstAndLast::wantsOrder)) {
      return Optional.empty();
    }
    OrderedRows child = OrderedRows.of(aggregate.child(), context);
    if (child.order().isEmpty()) {
      return Optional.empty();
    }
    var aggregates = new ArrayList<NamedExpression>();
    for (NamedExpression named : aggregate.aggregates()) {
      var call = (AggregateCall) named.expression();
      aggregates.add(
          wantsOrder(named) ? named.withExpression(ordered(call, child.order())) : named);
    }
    return Optional.of(new Aggregate(child.plan(), aggregate.keys(), aggregates));
  }

  private static boolean wantsOrder(NamedExpression named) {
    var call = (AggregateCall) named.expression();
    return call.ordering().isEmpty()
        && (PICKING.contains(call.name()) || LISTING.contains(call.name()) && !call.distinct());
  }

  private static AggregateCall ordered(AggregateCall call, List<SortOrder> order) {
    return new AggregateCall(
        call.function(),
        call.arguments(),
        false,
        call.filter(),
        call.ignoreNulls(),
        order,
        call.nullable(),
        call.origin());
  }
}
