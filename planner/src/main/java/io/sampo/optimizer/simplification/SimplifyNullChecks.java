package io.sampo.optimizer.simplification;

import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.NullPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the nullability of operands decides: {@code x IS NULL} is false and {@code coalesce(x, y)}
 * is x for an x that is never null, {@code x <=> y} is {@code x = y} for two such; a strict
 * function of a null is null.
 */
public final class SimplifyNullChecks implements Rule<Expression> {
  @Override
  public Optional<Expression> apply(Expression node, RuleContext context) {
    if (!(node instanceof Call call) || call.arguments().isEmpty()) {
      return Optional.empty();
    }
    Expression first = call.arguments().getFirst();
    return switch (call.name()) {
      case "isnull" -> first.nullable() ? Optional.empty() : Optional.of(Literal.FALSE);
      case "isnotnull" -> first.nullable() ? Optional.empty() : Optional.of(Literal.TRUE);
      case "<=>" -> nullSafeEquality(call, context);
      case "coalesce" -> coalesce(call);
      default -> {
        NullPolicy policy = call.function().definition().nullPolicy();
        boolean strict = policy == NullPolicy.STRICT || policy == NullPolicy.STRICT_NULLABLE;
        yield strict && call.arguments().stream().anyMatch(SimplifyNullChecks::isNull)
            ? Optional.of(new Literal(null, call.type()))
            : Optional.empty();
      }
    };
  }

  private static Optional<Expression> nullSafeEquality(Call call, RuleContext context) {
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    if (isNull(right)) {
      return Optional.of(context.operators().isNull(left));
    }
    if (isNull(left)) {
      return Optional.of(context.operators().isNull(right));
    }
    return left.nullable() || right.nullable()
        ? Optional.empty()
        : Optional.of(context.operators().equal(left, right));
  }

  /** Nulls among the arguments go, and those behind one that is never null. */
  private static Optional<Expression> coalesce(Call call) {
    var kept = new ArrayList<Expression>();
    for (Expression argument : call.arguments()) {
      if (!isNull(argument)) {
        kept.add(argument);
      }
      if (!argument.nullable()) {
        break;
      }
    }
    if (kept.isEmpty()) {
      return Optional.of(new Literal(null, call.type()));
    }
    if (kept.size() == 1 && kept.getFirst().type().equals(call.type())) {
      return Optional.of(kept.getFirst());
    }
    return kept.size() == call.arguments().size() || kept.size() == 1
        ? Optional.empty()
        : Optional.of(shorter(call, kept));
  }

  private static Expression shorter(Call call, List<Expression> arguments) {
    var function = call.function();
    return Call.of(
        function
            .definition()
            .signature()
            .bind(function.definition(), arguments.stream().map(Expression::type).toList()),
        arguments,
        call.origin());
  }

  private static boolean isNull(Expression expression) {
    return expression instanceof Literal literal && literal.value() == null;
  }
}
