package io.sampo.analyzer;

import io.sampo.spec.Expression;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds clauses that need more than their input's visible columns. */
record Missing(Resolved input, AnalyzerSettings settings) {
  /**
   * Whether the expression uses a column, or an aggregate, that only the input's own input can
   * give.
   */
  boolean needsWidening(Expression expression) {
    return input.widening().isPresent()
        && (SpecTrees.hasAggregate(expression) || usesMissing(expression, Set.of()));
  }

  private boolean usesMissing(Expression expression, Set<String> parameters) {
    return switch (expression) {
      case Expression.Attribute attribute -> isMissing(attribute.nameParts(), parameters);
      case Expression.PlanColumn column ->
          input.scope().tagged(column.planId()).stream()
              .flatMap(List::stream)
              .noneMatch(known -> settings.sameName(known.name(), column.nameParts().getFirst()));
      case Expression.Lambda lambda -> {
        var more = new HashSet<>(parameters);
        lambda.parameters().forEach(name -> more.add(name.toLowerCase(Locale.ROOT)));
        yield usesMissing(lambda.body(), more);
      }
      default ->
          SpecTrees.children(expression).stream().anyMatch(part -> usesMissing(part, parameters));
    };
  }

  private boolean isMissing(List<String> parts, Set<String> parameters) {
    return !parameters.contains(parts.getFirst().toLowerCase(Locale.ROOT))
        && input.scope().find(parts, settings).isEmpty();
  }
}
