package io.sampo.analyzer;

import io.sampo.code.UserFunction;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.function.BoundFunction;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.plan.function.FunctionRegistry;
import io.sampo.plan.function.NullPolicy;
import io.sampo.spec.Expression.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves calls of functions and operators. */
final class CallResolver {
  private final ExpressionResolver resolver;
  private boolean insideAggregate;

  CallResolver(ExpressionResolver resolver) {
    this.resolver = resolver;
  }

  Expression resolve(Call call) {
    Optional<Expression> special = SpecialForms.resolve(resolver, call);
    if (special.isPresent()) {
      return special.get();
    }
    Optional<UserFunction> own = resolver.analysis().settings().functions().named(call.name());
    if (own.isPresent()) {
      return UserCalls.resolve(
          resolver.analysis().settings(), own.get(), arguments(call), call.origin());
    }
    FunctionDefinition definition = definition(call);
    return switch (definition.kind()) {
      case SCALAR -> scalar(definition, call);
      case AGGREGATE -> aggregate(definition, call);
      case WINDOW ->
          throw new SampoException(
              ErrorCode.WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE,
              Map.of("name", definition.name()),
              call.origin().span());
      case GENERATOR ->
          throw AnalyzerErrors.wrongPlace(
              definition.name(),
              resolver.clause().text(),
              "It yields rows: select it alone, or use it in LATERAL VIEW.",
              call.origin());
    };
  }

  static FunctionDefinition definition(Call call) {
    FunctionRegistry registry = FunctionRegistry.standard();
    return registry
        .lookup(call.name())
        .orElseThrow(() ->
            AnalyzerErrors.unresolvedFunction(
                call.name(), registry.similar(call.name()), call.origin()));
  }

  private Expression scalar(FunctionDefinition definition, Call call) {
    if (call.distinct() || call.filter().isPresent()) {
      throw AnalyzerErrors.wrongPlace(
          call.distinct() ? "DISTINCT" : "FILTER",
          "a call of " + definition.name(),
          "Only aggregate functions take it.",
          call.origin());
    }
    List<Expression> arguments = arguments(call);
    Optional<Expression> moved =
        DateArithmetic.resolve(resolver.binder(), definition, arguments, call.origin());
    return moved.orElseGet(() -> resolver.binder().call(definition, arguments, call.origin()));
  }

  /** The arguments, stars expanded. */
  List<Expression> arguments(Call call) {
    var arguments = new ArrayList<Expression>();
    for (io.sampo.spec.Expression argument : call.arguments()) {
      if (Stars.isStar(argument)) {
        arguments.addAll(
            Stars.columns(argument, resolver.names().scope(), resolver.analysis().settings()));
      } else {
        arguments.add(resolver.resolve(argument));
      }
    }
    return arguments;
  }

  private Expression aggregate(FunctionDefinition definition, Call call) {
    if (!resolver.clause().allowsAggregates()) {
      String hint = "Use HAVING for conditions on aggregates, or compute it in a subquery.";
      throw AnalyzerErrors.wrongPlace(
          "The aggregate function " + definition.name(),
          resolver.clause().text(),
          hint,
          call.origin());
    }
    if (insideAggregate) {
      throw new SampoException(
          ErrorCode.NESTED_AGGREGATE_FUNCTION,
          Map.of("name", definition.name()),
          call.origin().span());
    }
    Optional<io.sampo.spec.Expression> rewritten = AggregateSugar.rewrite(call);
    if (rewritten.isPresent()) {
      return resolver.resolve(rewritten.get());
    }
    insideAggregate = true;
    try {
      return resolver.withNames(
          resolver.names().insideAggregate(), () -> boundAggregate(definition, call));
    } finally {
      insideAggregate = false;
    }
  }

  private Expression boundAggregate(FunctionDefinition definition, Call call) {
    Optional<Expression> filter =
        call.filter()
            .map(condition ->
                resolver
                    .binder()
                    .condition(resolver.resolve(condition), "FILTER", condition.origin()));
    AggregateArguments parts = AggregateArguments.of(this, resolver, definition, call);
    return aggregate(resolver.binder(), parts, call, filter);
  }

  static Expression aggregate(
      Binder binder, AggregateArguments parts, Call call, Optional<Expression> filter) {
    BoundFunction bound = binder.bind(parts.definition(), parts.values(), call.origin());
    boolean nullable = parts.definition().nullPolicy() != NullPolicy.NEVER_NULL;
    return new AggregateCall(
        bound,
        binder.fit(bound, parts.values(), call.origin()),
        call.distinct(),
        filter,
        parts.ignoreNulls(),
        parts.ordering(),
        nullable,
        call.origin());
  }
}
