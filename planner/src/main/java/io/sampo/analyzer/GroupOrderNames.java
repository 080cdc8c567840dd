package io.sampo.analyzer;

import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names of aggregates with WITHIN GROUP, whose sort keys the parser passes as arguments (see {@code
 * io.sampo.sql.lowering.CallLowering}).
 *
 * @param text of an argument
 */
record GroupOrderNames(Function<Expression, String> text) {

  /** The name; empty when the call has no such keys. */
  Optional<String> within(Call call) {
    return switch (call.name()) {
      case "percentile_cont", "percentile_disc" -> percentile(call);
      case "listagg", "string_agg" -> listed(call);
      default -> Optional.empty();
    };
  }

  private Optional<String> percentile(Call call) {
    List<Expression> arguments = call.arguments();
    if (arguments.size() < 2) {
      return Optional.empty();
    }
    String direction = arguments.size() > 2 ? " DESC" : "";
    return Optional.of(
        call.name()
            + "("
            + text.apply(arguments.get(1))
            + ") WITHIN GROUP (ORDER BY "
            + text.apply(arguments.get(0))
            + direction
            + ")");
  }

  private Optional<String> listed(Call call) {
    List<Expression> arguments = call.arguments();
    if (arguments.size() < 5) {
      return Optional.empty();
    }
    var keys = new ArrayList<String>();
    for (int i = 2; i + 2 < arguments.size(); i += 3) {
      keys.add(
          text.apply(arguments.get(i))
              + (isTrue(arguments.get(i + 1)) ? " ASC" : " DESC")
              + (isTrue(arguments.get(i + 2)) ? " NULLS FIRST" : " NULLS LAST"));
    }
    return Optional.of(
        "listagg("
            + (call.distinct() ? "DISTINCT " : "")
            + text.apply(arguments.get(0))
            + ", "
            + text.apply(arguments.get(1))
            + ") WITHIN GROUP (ORDER BY "
            + String.join(", ", keys)
            + ")");
  }

  private static boolean isTrue(Expression expression) {
    return expression instanceof Literal literal && Boolean.TRUE.equals(literal.value());
  }
}
