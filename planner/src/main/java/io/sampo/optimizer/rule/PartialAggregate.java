package io.sampo.optimizer.rule;

import io.sampo.error.Origin;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An aggregate computed from aggregates of parts of its rows.
 *
 * @param part over the rows of a part
 * @param merged over the parts
 * @param result over the merged one: of the original's type, and what it yields for no rows
 */
record PartialAggregate(NamedExpression part, NamedExpression merged, NamedExpression result) {
  private static final Map<String, String> MERGES =
      Map.ofEntries(
          Map.entry("sum", "sum"),
          Map.entry("count", "sum"),
          Map.entry("count_if", "sum"),
          Map.entry("min", "min"),
          Map.entry("max", "max"),
          Map.entry("bool_and", "bool_and"),
          Map.entry("every", "bool_and"),
          Map.entry("bool_or", "bool_or"),
          Map.entry("some", "bool_or"),
          Map.entry("any", "bool_or"),
          Map.entry("any_value", "any_value"));

  /** Whether the aggregate can be computed from parts. */
  static boolean exists(AggregateCall call) {
    return MERGES.containsKey(call.name()) && !call.distinct() && call.ordering().isEmpty();
  }

  /**
   * @param original the aggregate
   * @param part its call over a part
   * @param filter which parts are merged
   */
  static PartialAggregate of(
      NamedExpression original,
      AggregateCall part,
      Optional<Expression> filter,
      RuleContext context) {
    var inner = new NamedExpression(context.ids().next(), original.name(), part);
    String name = Objects.requireNonNull(MERGES.get(part.name()));
    ColumnReference input = inner.toReference();
    var function = context.operators().bind(name, List.of(input.type()));
    var call =
        new AggregateCall(
            function,
            List.of(input),
            false,
            filter,
            part.ignoreNulls(),
            List.of(),
            true,
            Origin.NONE);
    var outer = new NamedExpression(context.ids().next(), original.name(), call);
    Expression value = outer.toReference();
    if (!value.type().equals(part.type())) {
      value = new Cast(value, part.type(), false, Origin.NONE);
    }
    if (part.name().startsWith("count")) {
      value = context.operators().call("coalesce", value, new Literal(0L, part.type()));
    }
    return new PartialAggregate(inner, outer, original.withExpression(value));
  }
}
