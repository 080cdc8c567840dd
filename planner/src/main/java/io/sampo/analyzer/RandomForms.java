package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.expression.WindowFrame;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.spec.Expression.Call;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What depends on the row's place: its number, and random numbers with a seed, which can be had
 * again.
 */
final class RandomForms {
  private RandomForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("rand", (resolver, call) -> seeded(resolver, call, "seeded_rand")),
        entry("random", (resolver, call) -> seeded(resolver, call, "seeded_rand")),
        entry("monotonically_increasing_id", RandomForms::number),
        entry(
            "spark_partition_id",
            (resolver, call) -> {
              SpecialForms.requireCount(call, 0);
              return new Literal(0, DataType.INTEGER);
            }),
        entry("randn", (resolver, call) -> seeded(resolver, call, "seeded_randn")));
  }

  private static @Nullable Expression seeded(
      ExpressionResolver resolver, Call call, String function) {
    if (call.arguments().isEmpty()) {
      return null;
    }
    SpecialForms.requireCount(call, 0, 1);
    boolean constant =
        resolver.resolve(call.arguments().getFirst()) instanceof Literal literal
            && (literal.value() == null
                || literal.value() instanceof Integer
                || literal.value() instanceof Long);
    if (!constant) {
      throw AnalyzerErrors.notConstant(call.name(), "seed", "BIGINT", call.origin());
    }
    if (!resolver.clause().allowsWindows()) {
      throw AnalyzerErrors.wrongPlace(
          call.name() + " with a seed",
          resolver.clause().text(),
          "Select it as a column in a subquery, or use TABLESAMPLE .. REPEATABLE.",
          call.origin());
    }
    var written = (Literal) resolver.resolve(call.arguments().getFirst());
    long seed = written.value() instanceof Number number ? number.longValue() : 0;
    WindowCall place = place(resolver, call);
    return resolver
        .binder()
        .call(function, List.of(new Literal(seed, DataType.LONG), place), call.origin());
  }

  /** The number of the row in the order of the input, from 1. */
  private static WindowCall place(ExpressionResolver resolver, Call call) {
    FunctionDefinition rowNumber = resolver.binder().definition("row_number");
    return new WindowCall(
        resolver.binder().bind(rowNumber, List.of(), call.origin()),
        List.of(),
        false,
        List.of(),
        List.of(),
        WindowFrame.WHOLE,
        false,
        call.origin());
  }

  /** All rows count as one partition, whatever runs where, so that the numbers have no gaps. */
  private static Expression number(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 0);
    if (!resolver.clause().allowsWindows()) {
      throw AnalyzerErrors.wrongPlace(
          call.name(),
          resolver.clause().text(),
          "Select it as a column in a subquery.",
          call.origin());
    }
    Expression place =
        resolver.binder().cast(place(resolver, call), DataType.LONG, false, call.origin());
    return resolver
        .binder()
        .call("-", List.of(place, new Literal(1L, DataType.LONG)), call.origin());
  }
}
