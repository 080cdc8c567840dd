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

/** Random numbers with a seed: of the seed and the row's place, so that they can be had again. */
final class RandomForms {
  private RandomForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("rand", (resolver, call) -> seeded(resolver, call, "seeded_rand")),
        entry("random", (resolver, call) -> seeded(resolver, call, "seeded_rand")),
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
    FunctionDefinition rowNumber = resolver.binder().definition("row_number");
    var place =
        new WindowCall(
            resolver.binder().bind(rowNumber, List.of(), call.origin()),
            List.of(),
            false,
            List.of(),
            List.of(),
            WindowFrame.WHOLE,
            false,
            call.origin());
    return resolver
        .binder()
        .call(function, List.of(new Literal(seed, DataType.LONG), place), call.origin());
  }
}
