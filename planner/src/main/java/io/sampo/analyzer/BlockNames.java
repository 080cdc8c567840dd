package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import java.util.List;
import java.util.Optional;

/**
 * The names in a clause of a select block: its input's columns and the aliases of its select list.
 *
 * @param aliasesFirst whether an alias hides an input column of its name: in HAVING and ORDER BY,
 *     where the select list is nearer
 */
record BlockNames(SelectBlock block, ScopeNames input, boolean aliasesFirst) implements Names {
  @Override
  public Optional<Expression> find(List<String> parts, Origin origin) {
    boolean own = !input.scope().find(parts, input.analysis().settings()).isEmpty();
    if (parts.size() == 1 && (aliasesFirst || !own)) {
      Optional<Expression> alias = block.alias(parts.getFirst(), origin);
      if (alias.isPresent()) {
        return alias;
      }
    }
    return input.find(parts, origin);
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
