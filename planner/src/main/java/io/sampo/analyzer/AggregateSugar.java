package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.function.FunctionKind;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.CaseWhen;
import io.sampo.spec.Expression.Cast;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.WindowSpec;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Optional;

/** Aggregates that are expressions over simpler ones: the median, and linear regression. */
final class AggregateSugar {
  private AggregateSugar() {}

  /** The expression that the aggregate stands for; empty when it is simple itself. */
  static Optional<Expression> rewrite(Call call) {
    if (call.name().equals("median") && call.arguments().size() == 1) {
      Expression half = new Literal(0.5, DataType.DOUBLE, call.origin());
      return Optional.of(
          new Call(
              "percentile",
              List.of(call.arguments().getFirst(), half),
              call.distinct(),
              call.filter(),
              call.ignoreNulls(),
              call.origin()));
    }
    if (call.name().equals("percentile_disc") && isDescending(call)) {
      return Optional.of(descending(call));
    }
    if (!call.name().startsWith("regr_")) {
      return Optional.empty();
    }
    SpecialForms.requireCount(call, 2);
    var regression =
        new Regression(call, call.arguments().get(0), call.arguments().get(1), call.origin());
    return Optional.ofNullable(
        switch (call.name()) {
          case "regr_count" -> regression.count();
          case "regr_avgx" -> regression.mean(regression.x());
          case "regr_avgy" -> regression.mean(regression.y());
          case "regr_sxx" -> regression.squares(regression.x());
          case "regr_syy" -> regression.squares(regression.y());
          case "regr_sxy" -> regression.products();
          case "regr_slope" -> regression.slope();
          case "regr_intercept" -> regression.intercept();
          case "regr_r2" -> regression.determination();
          default -> null;
        });
  }

  /** The sort order of WITHIN GROUP stands behind value and share. */
  private static boolean isDescending(Call call) {
    return call.arguments().size() == 3
        && call.arguments().get(2) instanceof Literal literal
        && Boolean.TRUE.equals(literal.value());
  }

  /** In descending order: with all values negated, and the result negated. */
  private static Expression descending(Call call) {
    Expression negated = Call.of("negative", List.of(call.arguments().get(0)), call.origin());
    var ascending =
        new Call(
            call.name(),
            List.of(negated, call.arguments().get(1)),
            call.distinct(),
            call.filter(),
            call.ignoreNulls(),
            call.origin());
    return Call.of("negative", List.of(ascending), call.origin());
  }

  /** The expression with each of its aggregates over the window. */
  static Expression over(Expression expression, WindowSpec window) {
    return switch (expression) {
      case Call call when isAggregate(call) -> new Expression.Windowed(call, window, call.origin());
      case Call call ->
          Call.of(
              call.name(),
              call.arguments().stream().map(argument -> over(argument, window)).toList(),
              call.origin());
      case CaseWhen caseWhen ->
          new CaseWhen(
              caseWhen.branches().stream()
                  .map(branch ->
                      new CaseWhen.Branch(
                          over(branch.condition(), window), over(branch.value(), window)))
                  .toList(),
              caseWhen.otherwise().map(value -> over(value, window)),
              caseWhen.origin());
      default -> expression;
    };
  }

  private static boolean isAggregate(Call call) {
    return FunctionRegistry.standard()
        .lookup(call.name())
        .filter(definition -> definition.kind() == FunctionKind.AGGREGATE)
        .isPresent();
  }

  /** Sums over the pairs in which neither y nor x is null. */
  private record Regression(Call call, Expression first, Expression second, Origin origin) {
    Expression y() {
      return whenBoth(asDouble(first));
    }

    Expression x() {
      return whenBoth(asDouble(second));
    }

    private Expression asDouble(Expression expression) {
      return new Cast(expression, DataType.DOUBLE, false, origin);
    }

    private Expression whenBoth(Expression value) {
      Expression both = plain("and", plain("isnotnull", first), plain("isnotnull", second));
      return new CaseWhen(List.of(new CaseWhen.Branch(both, value)), Optional.empty(), origin);
    }

    private Expression plain(String name, Expression... arguments) {
      return Call.of(name, List.of(arguments), origin);
    }

    private Expression aggregate(String name, Expression... arguments) {
      return new Call(name, List.of(arguments), call.distinct(), call.filter(), false, origin);
    }

    private Expression number(double value) {
      return new Literal(value, DataType.DOUBLE, origin);
    }

    Expression count() {
      return aggregate("count", whenBoth(new Literal(1, DataType.INTEGER, origin)));
    }

    Expression mean(Expression value) {
      return aggregate("avg", value);
    }

    private Expression variance(Expression value) {
      return aggregate("var_pop", value);
    }

    Expression squares(Expression value) {
      return plain("*", count(), variance(value));
    }

    Expression products() {
      return plain("*", count(), aggregate("covar_pop", y(), x()));
    }

    Expression slope() {
      Expression flat = plain("=", variance(x()), number(0));
      Expression nothing = new Literal(null, DataType.DOUBLE, origin);
      Expression slope = plain("/", aggregate("covar_pop", y(), x()), variance(x()));
      return new CaseWhen(List.of(new CaseWhen.Branch(flat, nothing)), Optional.of(slope), origin);
    }

    Expression intercept() {
      return plain("-", mean(y()), plain("*", slope(), mean(x())));
    }

    Expression determination() {
      Expression nothing = new Literal(null, DataType.DOUBLE, origin);
      var flatX = new CaseWhen.Branch(plain("=", variance(x()), number(0)), nothing);
      var flatY = new CaseWhen.Branch(plain("=", variance(y()), number(0)), number(1));
      Expression square = plain("power", aggregate("corr", y(), x()), number(2));
      return new CaseWhen(List.of(flatX, flatY), Optional.of(square), origin);
    }
  }
}
