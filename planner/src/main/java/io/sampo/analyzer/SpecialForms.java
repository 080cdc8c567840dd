package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.kernel.TimeKernels;
import io.sampo.spec.Expression.Call;
import io.sampo.types.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls that are other expressions in disguise: predicates, the conditional functions, the current moment. */
final class SpecialForms {
  private SpecialForms() {}

  /** What the call stands for; empty when it is an ordinary call. */
  static Optional<Expression> resolve(ExpressionResolver resolver, Call call) {
    return Optional.ofNullable(find(resolver, call));
  }

  private static @Nullable Expression find(ExpressionResolver resolver, Call call) {
    return switch (call.name()) {
      case "in" -> in(resolver, call);
      case "between" -> between(resolver, call);
      case "istrue" -> truth(resolver, call, true);
      case "isfalse" -> truth(resolver, call, false);
      case "negative" -> negative(resolver, call);
      case "if", "iff" -> choice(resolver, call);
      case "nullif" -> nullIf(resolver, call);
      case "nvl", "ifnull" -> {
        requireCount(call, 2);
        yield resolver.binder().call("coalesce", resolver.resolveAll(call.arguments()), call.origin());
      }
      case "nvl2" -> nvl2(resolver, call);
      case "date_part", "datepart", "extract" -> datePart(resolver, call);
      case "grouping" -> {
        requireCount(call, 1);
        Expression argument = resolver.resolve(call.arguments().getFirst());
        yield groupingId(resolver, call).bit(resolver.binder(), argument, call.origin());
      }
      case "grouping_id" ->
          groupingId(resolver, call).all(resolver.resolveAll(call.arguments()), call.origin());
      case "current_date", "curdate", "current_timestamp", "now", "localtimestamp", "current_timezone" -> {
        requireCount(call, 0);
        yield moment(resolver.analysis().settings(), call.name());
      }
      default -> null;
    };
  }

  /** What a bare word stands for that names no column: {@code current_date} and its like. */
  static Optional<Expression> bareWord(ExpressionResolver resolver, List<String> parts, Origin origin) {
    if (parts.size() != 1) {
      return Optional.empty();
    }
    String word = parts.getFirst().toLowerCase(Locale.ROOT);
    return switch (word) {
      case "current_date", "current_timestamp", "localtimestamp" ->
          Optional.of(moment(resolver.analysis().settings(), word));
      default -> Optional.empty();
    };
  }

  private static Expression moment(AnalyzerSettings settings, String name) {
    Instant now = settings.now();
    long micros = Math.multiplyExact(now.getEpochSecond(), 1_000_000L) + now.getNano() / 1000;
    return switch (name) {
      case "current_date", "curdate" ->
          new Literal(TimeKernels.timestampToDate(micros, settings.zone()), DataType.DATE);
      case "localtimestamp" -> new Literal(TimeKernels.toLocal(micros, settings.zone()), DataType.TIMESTAMP_NTZ);
      case "current_timezone" -> new Literal(settings.zone().getId(), DataType.STRING);
      default -> new Literal(micros, DataType.TIMESTAMP);
    };
  }

  private static GroupingId groupingId(ExpressionResolver resolver, Call call) {
    return resolver.groupingId().orElseThrow(() -> GroupingId.outside(call.name(), call.origin()));
  }

  private static void requireCount(Call call, int count) {
    if (call.arguments().size() != count) {
      throw wrongCount(call, String.valueOf(count));
    }
  }

  private static SampoException wrongCount(Call call, String expected) {
    return new SampoException(
        ErrorCode.WRONG_NUM_ARGS,
        Map.of("name", call.name(), "expected", expected, "actual", call.arguments().size()),
        call.origin().span());
  }

  private static Expression in(ExpressionResolver resolver, Call call) {
    List<Expression> unified =
        resolver.binder().unify(
            adjusted(resolver.resolveAll(call.arguments())), "IN", call.origin());
    return new InList(unified.getFirst(), unified.subList(1, unified.size()));
  }

  /** Integer literals in a list beside a decimal value take part with no more digits than they have. */
  private static List<Expression> adjusted(List<Expression> expressions) {
    var adjusted = new ArrayList<Expression>();
    for (Expression expression : expressions) {
      adjusted.add(
          adjusted.isEmpty() ? expression : Binder.besideDecimal(expression, expressions.getFirst()));
    }
    return adjusted;
  }

  private static Expression between(ExpressionResolver resolver, Call call) {
    requireCount(call, 3);
    io.sampo.spec.Expression value = call.arguments().get(0);
    Expression low =
        resolver.resolve(Call.of(">=", List.of(value, call.arguments().get(1)), call.origin()));
    Expression high =
        resolver.resolve(Call.of("<=", List.of(value, call.arguments().get(2)), call.origin()));
    return resolver.binder().call("and", List.of(low, high), call.origin());
  }

  private static Expression truth(ExpressionResolver resolver, Call call, boolean wanted) {
    requireCount(call, 1);
    Expression value = resolver.resolve(call.arguments().getFirst());
    Literal truth = wanted ? Literal.TRUE : Literal.FALSE;
    return resolver.binder().call("<=>", List.of(value, truth), call.origin());
  }

  /** A negative number is a literal too. */
  private static @Nullable Expression negative(ExpressionResolver resolver, Call call) {
    requireCount(call, 1);
    if (!(call.arguments().getFirst() instanceof io.sampo.spec.Expression.Literal literal)) {
      return null;
    }
    return switch (literal.value()) {
      case Integer value when value != Integer.MIN_VALUE && literal.type().isIntegral() ->
          new Literal(-value, literal.type());
      case Long value when value != Long.MIN_VALUE && literal.type().isIntegral() -> new Literal(-value, literal.type());
      case Double value -> new Literal(-value, literal.type());
      case Float value -> new Literal(-value, literal.type());
      case BigDecimal value -> new Literal(value.negate(), literal.type());
      case null, default -> null;
    };
  }

  private static Expression choice(ExpressionResolver resolver, Call call) {
    requireCount(call, 3);
    List<Expression> parts = resolver.resolveAll(call.arguments());
    Expression condition =
        resolver.binder().condition(parts.getFirst(), "IF", call.arguments().getFirst().origin());
    return resolver.conditional(List.of(condition), parts.subList(1, 3), call.origin());
  }

  private static Expression nullIf(ExpressionResolver resolver, Call call) {
    requireCount(call, 2);
    Expression same = resolver.resolve(Call.of("=", call.arguments(), call.origin()));
    Expression value = resolver.resolve(call.arguments().getFirst());
    Literal nothing = new Literal(null, value.type());
    return resolver.conditional(List.of(same), List.of(nothing, value), call.origin());
  }

  private static Expression nvl2(ExpressionResolver resolver, Call call) {
    requireCount(call, 3);
    List<Expression> parts = resolver.resolveAll(call.arguments());
    Expression known = resolver.binder().call("isnotnull", List.of(parts.getFirst()), call.origin());
    return resolver.conditional(List.of(known), parts.subList(1, 3), call.origin());
  }

  private static Expression datePart(ExpressionResolver resolver, Call call) {
    requireCount(call, 2);
    boolean named =
        call.arguments().getFirst() instanceof io.sampo.spec.Expression.Literal literal
            && literal.value() instanceof String;
    if (!named) {
      throw AnalyzerErrors.notConstant(call.name(), "unit", "STRING", call.origin());
    }
    var unit = (String) ((io.sampo.spec.Expression.Literal) call.arguments().getFirst()).value();
    Expression value = resolver.resolve(call.arguments().get(1));
    return DateParts.of(resolver.binder(), String.valueOf(unit), value, call.origin());
  }
}
