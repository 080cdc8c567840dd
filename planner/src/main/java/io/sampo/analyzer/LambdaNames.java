package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.LambdaVariable;
import java.util.List;
import java.util.Optional;

/** The names in the body of a function: its parameters, and what is visible around it. */
record LambdaNames(Names around, List<LambdaVariable> parameters, Analysis analysis)
    implements Names {
  @Override
  public Optional<Expression> find(List<String> parts, Origin origin) {
    for (LambdaVariable parameter : parameters.reversed()) {
      if (analysis.settings().sameName(parameter.name(), parts.getFirst())) {
        Expression value = parameter;
        for (String field : parts.subList(1, parts.size())) {
          value = analysis.binder().field(value, field, origin);
        }
        return Optional.of(value);
      }
    }
    return around.find(parts, origin);
  }

  @Override
  public Scope scope() {
    return around.scope();
  }

  @Override
  public Names insideAggregate() {
    return new LambdaNames(around.insideAggregate(), parameters, analysis);
  }
}
