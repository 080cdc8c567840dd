package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.MathFunctions;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DecimalType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Negative literals, and rounding, whose decimal type depends on the number of digits. */
final class NumberForms {
  private NumberForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("negative", NumberForms::negative),
        entry("round", NumberForms::round),
        entry("bround", NumberForms::round),
        entry("ceil", NumberForms::upOrDown),
        entry("ceiling", NumberForms::upOrDown),
        entry("floor", NumberForms::upOrDown));
  }

  /** A negative number is a literal too. */
  private static @Nullable Expression negative(
      ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    SpecialForms.requireCount(call, 1);
    if (!(call.arguments().getFirst() instanceof io.sampo.spec.Expression.Literal literal)
        || isMoment(literal.type())) {
      return null;
    }
    return switch (literal.value()) {
      case Integer value when value != Integer.MIN_VALUE -> new Literal(-value, literal.type());
      case Long value when value != Long.MIN_VALUE -> new Literal(-value, literal.type());
      case Double value -> new Literal(-value, literal.type());
      case Float value -> new Literal(-value, literal.type());
      case BigDecimal value -> new Literal(value.negate(), literal.type());
      case null, default -> null;
    };
  }

  private static boolean isMoment(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNtzType;
  }

  private static Expression round(ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    SpecialForms.requireCount(call, 1, 2);
    return rounded(resolver, call);
  }

  /** Without digits ceil and floor of anything but a decimal yield a BIGINT: an ordinary call. */
  private static @Nullable Expression upOrDown(
      ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    SpecialForms.requireCount(call, 1, 2);
    if (call.arguments().size() == 2) {
      return rounded(resolver, call);
    }
    Expression value = resolver.resolve(call.arguments().getFirst());
    return value.type() instanceof DecimalType ? rounded(resolver, call) : null;
  }

  private static Expression rounded(
      ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    var arguments = new ArrayList<Expression>();
    arguments.add(resolver.resolve(call.arguments().getFirst()));
    int digits = call.arguments().size() == 1 ? 0 : digits(resolver, call);
    arguments.add(new Literal(digits, DataType.INTEGER));
    FunctionDefinition definition = CallResolver.definition(call);
    BoundFunction bound = resolver.binder().bind(definition, arguments, call.origin());
    List<Expression> fitted = resolver.binder().fit(bound, arguments, call.origin());
    DataType type =
        bound.argumentTypes().getFirst() instanceof DecimalType decimal
            ? MathFunctions.rounded(decimal, digits)
            : bound.resultType();
    var chosen = new BoundFunction(definition, bound.argumentTypes(), type, bound.kernel());
    return Call.of(chosen, fitted, call.origin());
  }

  private static int digits(ExpressionResolver resolver, io.sampo.spec.Expression.Call call) {
    io.sampo.spec.Expression written = call.arguments().get(1);
    Expression digits =
        resolver
            .binder()
            .cast(resolver.resolve(written), DataType.INTEGER, false, written.origin());
    Object value =
        Constants.isConstant(digits)
            ? Constants.value(digits, resolver.analysis().settings().zone())
            : null;
    if (!(value instanceof Integer number)) {
      throw AnalyzerErrors.notConstant(call.name(), "digits", "INT", written.origin());
    }
    return number;
  }
}
