package io.sampo.plan.expression;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes expressions as plans show them. */
final class ExpressionText {
  private static final Set<String> INFIX =
      Set.of(
          "+", "-", "*", "/", "%", "=", "<=>", "<>", "<", "<=", ">", ">=", "and", "or", "||", "&",
          "|", "^", "div");

  private ExpressionText() {}

  static String of(Call call) {
    if (INFIX.contains(call.name()) && call.arguments().size() == 2) {
      return "("
          + call.arguments().get(0)
          + " "
          + call.name().toUpperCase(java.util.Locale.ROOT)
          + " "
          + call.arguments().get(1)
          + ")";
    }
    return call.name() + list(call.arguments());
  }

  static String of(Cast cast) {
    return (cast.lenient() ? "try_cast(" : "cast(")
        + cast.child()
        + " as "
        + cast.type().sql()
        + ")";
  }

  static String of(Conditional conditional) {
    return conditional.branches().stream()
        .map(branch -> " WHEN " + branch.condition() + " THEN " + branch.value())
        .collect(Collectors.joining("", "CASE", " ELSE " + conditional.otherwise() + " END"));
  }

  static String of(InSubquery in) {
    return list(in.values()) + " IN (subquery)";
  }

  static String of(QuantifiedSubquery quantified) {
    return quantified.value()
        + " "
        + quantified.operator()
        + (quantified.all() ? " ALL" : " ANY")
        + " (subquery)";
  }

  static String of(InList in) {
    return in.value() + " IN " + list(in.items());
  }

  static String of(AggregateCall call) {
    return call.name()
        + (call.distinct()
            ? "(DISTINCT " + list(call.arguments()).substring(1)
            : list(call.arguments()))
        + call.filter().map(filter -> " FILTER (WHERE " + filter + ")").orElse("");
  }

  static String of(WindowCall call) {
    return call.name()
        + list(call.arguments())
        + " OVER (PARTITION BY "
        + call.partitionBy()
        + " ORDER BY "
        + call.orderBy()
        + ")";
  }

  private static String list(List<Expression> expressions) {
    return expressions.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
  }
}
