package io.sampo.analyzer;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import io.sampo.spec.Expression.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** IN, BETWEEN, IS TRUE, grouping(). */
final class PredicateForms {
  private PredicateForms() {}

  static Map<String, Form> forms() {
    return Map.of(
        "in", PredicateForms::in,
        "between", PredicateForms::between,
        "istrue", (resolver, call) -> truth(resolver, call, true),
        "isfalse", (resolver, call) -> truth(resolver, call, false),
        "grouping", PredicateForms::grouping,
        "grouping_id", PredicateForms::groupingId);
  }

  private static Expression in(ExpressionResolver resolver, Call call) {
    List<Expression> resolved = resolver.resolveAll(call.arguments());
    var adjusted = new ArrayList<Expression>();
    for (Expression expression : resolved) {
      adjusted.add(
          adjusted.isEmpty() ? expression : Binder.besideDecimal(expression, resolved.getFirst()));
    }
    List<Expression> unified = resolver.binder().unify(adjusted, "IN", call.origin());
    return new InList(unified.getFirst(), unified.subList(1, unified.size()));
  }

  /** The value is resolved twice, since a subquery in it needs columns of its own each time. */
  private static Expression between(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 3);
    io.sampo.spec.Expression value = call.arguments().get(0);
    Expression low =
        resolver.resolve(Call.of(">=", List.of(value, call.arguments().get(1)), call.origin()));
    Expression high =
        resolver.resolve(Call.of("<=", List.of(value, call.arguments().get(2)), call.origin()));
    return resolver.binder().call("and", List.of(low, high), call.origin());
  }

  private static Expression truth(ExpressionResolver resolver, Call call, boolean wanted) {
    SpecialForms.requireCount(call, 1);
    Expression value = resolver.resolve(call.arguments().getFirst());
    Literal truth = wanted ? Literal.TRUE : Literal.FALSE;
    return resolver.binder().call("<=>", List.of(value, truth), call.origin());
  }

  private static Expression grouping(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 1);
    Expression argument = resolver.resolve(call.arguments().getFirst());
    return sets(resolver, call).bit(resolver.binder(), argument, call.origin());
  }

  private static Expression groupingId(ExpressionResolver resolver, Call call) {
    return sets(resolver, call).all(resolver.resolveAll(call.arguments()), call.origin());
  }

  private static GroupingId sets(ExpressionResolver resolver, Call call) {
    return resolver.groupingId().orElseThrow(() -> GroupingId.outside(call.name(), call.origin()));
  }
}
