package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The names of a scope and, where it has none, of the scopes around. */
record ScopeNames(Scope scope, Analysis analysis) implements Names {
  @Override
  public Optional<Expression> find(List<String> parts, Origin origin) {
    @Nullable Scope current = scope;
    while (current != null) {
      List<Scope.Match> matches = current.find(parts, analysis.settings());
      if (matches.size() > 1) {
        List<String> candidates = matches.stream().map(Scope.Match::qualifiedName).toList();
        throw AnalyzerErrors.ambiguous(parts, candidates, origin);
      }
      if (matches.size() == 1) {
        return Optional.of(value(matches.getFirst(), origin));
      }
      current = current.outer();
    }
    return Optional.empty();
  }

  private Expression value(Scope.Match match, Origin origin) {
    ColumnReference column = match.column();
    Expression value = analysis.places().mention(column, origin);
    for (String field : match.fields()) {
      value = analysis.binder().field(value, field, origin);
    }
    return value;
  }
}
