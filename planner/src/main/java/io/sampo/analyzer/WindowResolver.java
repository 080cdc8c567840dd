package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.expression.WindowFrame;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionKind;
import io.sampo.plan.function.NullPolicy;
import io.sampo.plan.function.TypeCoercion;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Windowed;
import io.sampo.spec.SortKey;
import io.sampo.spec.WindowSpec;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Resolves functions over windows. */
final class WindowResolver {
  /** Functions that see their partition as a whole, whatever the frame. */
  private static final Set<String> FRAMELESS =
      Set.of(
          "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile", "lag", "lead");

  private final ExpressionResolver resolver;

  WindowResolver(ExpressionResolver resolver) {
    this.resolver = resolver;
  }

  Expression windowed(Windowed windowed) {
    Origin origin = windowed.origin();
    if (!resolver.clause().allowsWindows()) {
      throw AnalyzerErrors.wrongPlace(
          "A window function", resolver.clause().text(), "Compute it in a subquery.", origin);
    }
    Call call = windowed.function();
    Optional<io.sampo.spec.Expression> rewritten = AggregateSugar.rewrite(call);
    if (rewritten.isPresent()) {
      return resolver.resolve(AggregateSugar.over(rewritten.get(), windowed.window()));
    }
    FunctionDefinition definition = CallResolver.definition(call);
    requireWindowable(definition, call, origin);
    List<Expression> partitionBy = resolver.resolveAll(windowed.window().partitionBy());
    List<SortOrder> orderBy = windowed.window().orderBy().stream().map(this::order).toList();
    boolean frameless = FRAMELESS.contains(definition.name());
    if (frameless && orderBy.isEmpty()) {
      String details = definition.name() + " needs ORDER BY in its window";
      throw AnalyzerErrors.mismatch(Binder.text(origin, definition.name()), details, origin);
    }
    List<Expression> written = arguments(definition, call);
    boolean ignoreNulls =
        call.ignoreNulls() || AggregateArguments.ignoresNulls(definition, written);
    List<Expression> arguments = AggregateArguments.withoutFlag(definition, written);
    BoundFunction bound = resolver.binder().bind(definition, arguments, origin);
    List<Expression> fitted = fit(definition, bound, arguments, origin);
    WindowFrame frame =
        frameless
            ? WindowFrame.WHOLE
            : new WindowFrames(resolver, orderBy, origin).of(windowed.window().frame());
    boolean nullable = definition.nullPolicy() != NullPolicy.NEVER_NULL;
    return new WindowCall(
        bound, fitted, ignoreNulls, partitionBy, orderBy, frame, nullable, origin);
  }

  private void requireWindowable(FunctionDefinition definition, Call call, Origin origin) {
    boolean scalar =
        definition.kind() == FunctionKind.SCALAR || definition.kind() == FunctionKind.GENERATOR;
    if (scalar) {
      String hint = "Only aggregate and window functions take OVER.";
      throw AnalyzerErrors.wrongPlace("OVER", "a call of " + definition.name(), hint, origin);
    }
    if (call.distinct()) {
      throw SampoException.unsupported(
          "DISTINCT in a window function", "Use a subquery with DISTINCT.", origin.span());
    }
    boolean nested =
        call.arguments().stream()
            .anyMatch(part -> SpecTrees.anyMatch(part, inner -> inner instanceof Windowed));
    if (nested) {
      String hint = "Compute the inner one in a subquery.";
      throw AnalyzerErrors.wrongPlace("A window function", "another window function", hint, origin);
    }
  }

  SortOrder order(SortKey key) {
    Expression expression = resolver.resolve(key.expression());
    requireOrder(expression, key.expression().origin());
    return new SortOrder(expression, key.ascending(), key.nullsFirstOrDefault());
  }

  static void requireOrder(Expression expression, Origin origin) {
    if (!TypeCoercion.isOrderable(expression.type())) {
      String details = "values of " + expression.type().sql() + " have no order";
      throw AnalyzerErrors.mismatch(Binder.text(origin, "ORDER BY"), details, origin);
    }
  }

  /** The arguments; a FILTER becomes a CASE around the first, since the aggregates skip nulls. */
  private List<Expression> arguments(FunctionDefinition definition, Call call) {
    var calls = new CallResolver(resolver);
    List<Expression> arguments = calls.arguments(call);
    Optional<io.sampo.spec.Expression> filter = call.filter();
    if (filter.isEmpty()) {
      return arguments;
    }
    if (arguments.isEmpty() || definition.kind() != FunctionKind.AGGREGATE) {
      String hint = "Only aggregate functions take it.";
      throw AnalyzerErrors.wrongPlace(
          "FILTER", "a call of " + definition.name(), hint, call.origin());
    }
    Expression condition = resolver.condition(filter.get());
    Expression first = arguments.getFirst();
    var filtered = new ArrayList<>(arguments);
    filtered.set(
        0,
        new Conditional(
            List.of(new Conditional.Branch(condition, first)),
            new Literal(null, first.type()),
            call.origin()));
    return filtered;
  }

  /**
   * The arguments as the engine wants them; {@code lag} and {@code lead} always have a distance and
   * a default.
   */
  private List<Expression> fit(
      FunctionDefinition definition,
      BoundFunction bound,
      List<Expression> arguments,
      Origin origin) {
    List<Expression> fitted = resolver.binder().fit(bound, arguments, origin);
    if (!definition.name().equals("lag") && !definition.name().equals("lead")) {
      return fitted;
    }
    DataType type = fitted.getFirst().type();
    Expression distance = fitted.size() > 1 ? fitted.get(1) : new Literal(1, DataType.INTEGER);
    Expression otherwise =
        fitted.size() > 2
            ? resolver.binder().cast(fitted.get(2), type, false, origin)
            : new Literal(null, type);
    return List.of(fitted.getFirst(), distance, otherwise);
  }

  /** Translates the frames of one window. */
  private record WindowFrames(ExpressionResolver resolver, List<SortOrder> orderBy, Origin origin) {
    WindowFrame of(Optional<WindowSpec.Frame> frame) {
      if (frame.isEmpty()) {
        return orderBy.isEmpty() ? WindowFrame.WHOLE : WindowFrame.RUNNING;
      }
      boolean rows = frame.get().unit() == WindowSpec.Unit.ROWS;
      OptionalLong lower = edge(frame.get().lower(), rows);
      OptionalLong upper = edge(frame.get().upper(), rows);
      if (!rows && orderBy.isEmpty()) {
        return WindowFrame.WHOLE;
      }
      if (lower.isPresent() && upper.isPresent() && lower.getAsLong() > upper.getAsLong()) {
        String details = "the frame ends before it starts";
        throw AnalyzerErrors.mismatch(Binder.text(origin, "the frame"), details, origin);
      }
      return new WindowFrame(rows, lower, upper);
    }

    private OptionalLong edge(WindowSpec.Bound bound, boolean rows) {
      return switch (bound) {
        case WindowSpec.Bound.Unbounded unbounded -> OptionalLong.empty();
        case WindowSpec.Bound.CurrentRow current -> OptionalLong.of(0);
        case WindowSpec.Bound.Offset offset -> OptionalLong.of(distance(offset.distance(), rows));
      };
    }

    private long distance(io.sampo.spec.Expression distance, boolean rows) {
      Expression value = resolver.resolve(distance);
      if (!rows && orderBy.size() != 1) {
        String details = "RANGE with a distance needs exactly one ORDER BY key";
        throw AnalyzerErrors.mismatch(Binder.text(origin, "RANGE"), details, origin);
      }
      DataType unit = rows ? DataType.LONG : orderBy.getFirst().expression().type();
      return Constants.distance(resolver, value, unit, distance.origin());
    }
  }
}
