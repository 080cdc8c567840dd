package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.spec.Expression.Call;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions that are CASE in other words, and those that yield NULL instead of failing. */
final class ConditionalForms {
  private ConditionalForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("if", ConditionalForms::choice),
        entry("iff", ConditionalForms::choice),
        entry("decode", ConditionalForms::decode),
        entry("nullif", ConditionalForms::nullIf),
        entry("nvl", ConditionalForms::nvl),
        entry("ifnull", ConditionalForms::nvl),
        entry("nvl2", ConditionalForms::nvl2),
        entry("nanvl", ConditionalForms::nanvl),
        entry("zeroifnull", ConditionalForms::zeroIfNull),
        entry("nullifzero", ConditionalForms::nullIfZero),
        entry("try_add", attempt("+")),
        entry("try_subtract", attempt("-")),
        entry("try_multiply", attempt("*")),
        entry("try_divide", attempt("/")),
        entry("try_mod", attempt("%")),
        entry("try_remainder", attempt("%")));
  }

  private static Expression choice(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 3);
    List<Expression> parts = resolver.resolveAll(call.arguments());
    Origin place = call.arguments().getFirst().origin();
    Expression condition = resolver.binder().condition(parts.getFirst(), "IF", place);
    return resolver.conditional(List.of(condition), parts.subList(1, 3), call.origin());
  }

  /** With two arguments the text of bytes; with more, what stands behind the first equal value. */
  private static Expression decode(ExpressionResolver resolver, Call call) {
    List<Expression> parts = resolver.resolveAll(call.arguments());
    if (parts.size() < 3) {
      return resolver.binder().call("decode", parts, call.origin());
    }
    var conditions = new ArrayList<Expression>();
    var values = new ArrayList<Expression>();
    for (int i = 1; i + 1 < parts.size(); i += 2) {
      conditions.add(
          resolver.binder().call("<=>", List.of(parts.getFirst(), parts.get(i)), call.origin()));
      values.add(parts.get(i + 1));
    }
    values.add(parts.size() % 2 == 0 ? parts.getLast() : new Literal(null, DataType.NULL));
    return resolver.conditional(conditions, values, call.origin());
  }

  private static Expression nullIf(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 2);
    Expression same = resolver.resolve(Call.of("=", call.arguments(), call.origin()));
    Expression value = resolver.resolve(call.arguments().getFirst());
    Literal nothing = new Literal(null, value.type());
    return resolver.conditional(List.of(same), List.of(nothing, value), call.origin());
  }

  private static Expression nvl(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 2);
    return resolver.binder().call("coalesce", resolver.resolveAll(call.arguments()), call.origin());
  }

  private static Expression nvl2(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 3);
    List<Expression> parts = resolver.resolveAll(call.arguments());
    Expression known =
        resolver.binder().call("isnotnull", List.of(parts.getFirst()), call.origin());
    return resolver.conditional(List.of(known), parts.subList(1, 3), call.origin());
  }

  private static Expression nanvl(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 2);
    List<Expression> parts = resolver.resolveAll(call.arguments());
    Expression odd = resolver.binder().call("isnan", List.of(parts.getFirst()), call.origin());
    return resolver.conditional(List.of(odd), List.of(parts.get(1), parts.get(0)), call.origin());
  }

  private static Expression zeroIfNull(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 1);
    Expression value = resolver.resolve(call.arguments().getFirst());
    Literal zero = new Literal(0, DataType.INTEGER);
    return resolver.binder().call("coalesce", List.of(value, zero), call.origin());
  }

  private static Expression nullIfZero(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 1);
    Expression value = resolver.resolve(call.arguments().getFirst());
    Literal zero = new Literal(0, DataType.INTEGER);
    Expression isZero = resolver.binder().call("=", List.of(value, zero), call.origin());
    Literal nothing = new Literal(null, value.type());
    return resolver.conditional(List.of(isZero), List.of(nothing, value), call.origin());
  }

  private static Form attempt(String operator) {
    return (resolver, call) -> {
      SpecialForms.requireCount(call, 2);
      Expression plain = resolver.resolve(Call.of(operator, call.arguments(), call.origin()));
      return resolver.binder().call("try_result", List.of(plain), call.origin());
    };
  }
}
