package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import java.util.List;
import java.util.Optional;

/** What names mean in a clause. */
interface Names {
  /**
   * The column, or field of a column, that a name stands for.
   *
   * @throws io.sampo.error.SampoException AMBIGUOUS_REFERENCE
   */
  Optional<Expression> find(List<String> parts, Origin origin);

  /** The columns of the clause's input: for stars, tags, subqueries and suggestions. */
  Scope scope();

  /** The names inside the arguments of an aggregate function: those of its input alone. */
  default Names insideAggregate() {
    return this;
  }
}
