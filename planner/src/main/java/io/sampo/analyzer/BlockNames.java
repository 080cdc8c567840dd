package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import java.util.List;
import java.util.Optional;

/**
 * The names in a clause of a select block: its input's columns and the aliases of its select list.
 *
 * @param aliasesFirst whether an alias hides an input column of its name: in HAVING and ORDER BY, where the select list is nearer
 */
record BlockNames(SelectBlock block, ScopeNames input, boolean aliasesFirst) implements Names {
  @Override
  public Optional<Expression> find(List<String> parts, Origin origin) {
    Optional<Expression> alias = parts.size() == 1 ? block.alias(parts.getFirst(), origin) : Optional.empty();
    if (alias.isPresent() && aliasesFirst) {
      return alias;
    }
    boolean own = !input.scope().find(parts, input.analysis().settings()).isEmpty();
    return own || alias.isEmpty() ? input.find(parts, origin) : alias;
  }

  @Override
  public Scope scope() {
    return input.scope();
  }

  @Override
  public Names insideAggregate() {
    return input;
  }
}
