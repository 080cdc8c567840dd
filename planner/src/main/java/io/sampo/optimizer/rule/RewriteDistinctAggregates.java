package io.sampo.optimizer.rule;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Aggregates over distinct values become two aggregates, the inner one grouping by the values too:
 *
 * <pre>
 *   Aggregate(k: count(DISTINCT x), sum(y), r)
 *     = Aggregate(k: count(x), sum(s), Aggregate(k, x: sum(y) AS s, r))
 * </pre>
 *
 * <p>With several sets of distinct arguments each row is first expanded to one row a set. Where an
 * aggregate beside them cannot be computed from parts (an average, a deviation), the aggregates are
 * computed apart and joined by the keys. DISTINCT simply goes where it makes no difference, as for
 * {@code max}.
 */
public final class RewriteDistinctAggregates implements Rule<LogicalPlan> {
  private static final Set<String> BLIND =
      Set.of(
          "min",
          "max",
          "bool_and",
          "bool_or",
          "every",
          "some",
          "any",
          "any_value",
          "first",
          "first_value");

  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Aggregate aggregate)
        || aggregate.aggregates().stream().noneMatch(named -> call(named).distinct())) {
      return Optional.empty();
    }
    Aggregate plain = withoutBlind(aggregate, context);
    var regular = new ArrayList<NamedExpression>();
    Map<List<Expression>, List<NamedExpression>> sets = new LinkedHashMap<>();
    for (NamedExpression named : plain.aggregates()) {
      if (call(named).distinct()) {
        sets.computeIfAbsent(call(named).arguments(), _ -> new ArrayList<>()).add(named);
      } else {
        regular.add(named);
      }
    }
    if (sets.isEmpty()) {
      return Optional.of(plain);
    }
    boolean mergeable = regular.stream().allMatch(named -> PartialAggregate.exists(call(named)));
    LogicalPlan rewritten;
    if (!mergeable) {
      rewritten = new DistinctBranches(plain, context).join(regular, List.copyOf(sets.values()));
    } else if (sets.size() == 1) {
      rewritten =
          new DistinctLevels(plain, context).oneSet(regular, sets.values().iterator().next());
    } else {
      rewritten =
          new DistinctLevels(plain, context).severalSets(regular, List.copyOf(sets.values()));
    }
    return Optional.of(PruneColumns.exactly(rewritten, aggregate.output()));
  }

  static AggregateCall call(NamedExpression named) {
    return (AggregateCall) named.expression();
  }

  /**
   * Drops DISTINCT where it says nothing and moves filters of distinct aggregates into their
   * arguments, where null is passed over.
   */
  private static Aggregate withoutBlind(Aggregate aggregate, RuleContext context) {
    return new Aggregate(
        aggregate.child(),
        aggregate.keys(),
        aggregate.aggregates().stream()
            .map(named -> named.withExpression(simplified(call(named), context)))
            .toList());
  }

  private static AggregateCall simplified(AggregateCall call, RuleContext context) {
    if (!call.distinct()) {
      return call;
    }
    if (BLIND.contains(call.name())) {
      return copy(call, call.arguments(), false, call.filter());
    }
    if (call.filter().isEmpty()) {
      return call;
    }
    Expression first = call.arguments().getFirst();
    var arguments = new ArrayList<>(call.arguments());
    arguments.set(
        0, context.operators().choose(call.filter().get(), first, new Literal(null, first.type())));
    return copy(call, arguments, true, Optional.empty());
  }

  /** The call with other arguments and filter. */
  static AggregateCall copy(
      AggregateCall call,
      List<? extends Expression> arguments,
      boolean distinct,
      Optional<Expression> filter) {
    return new AggregateCall(
        call.function(),
        List.copyOf(arguments),
        distinct,
        filter,
        call.ignoreNulls(),
        call.ordering().stream()
            .map(order ->
                order.withExpression(moved(order.expression(), call.arguments(), arguments)))
            .toList(),
        call.nullable(),
        call.origin());
  }

  /** The expression with arguments in it replaced by what they have become. */
  private static Expression moved(
      Expression expression, List<Expression> before, List<? extends Expression> after) {
    int at = before.indexOf(expression);
    return at >= 0 ? after.get(at) : expression.mapChildren(child -> moved(child, before, after));
  }
}
