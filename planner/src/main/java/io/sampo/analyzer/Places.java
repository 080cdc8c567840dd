package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.ColumnReference;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Remembers where in the text each mention of a column stands; the plan's references carry no
 * place.
 */
final class Places {
  private final Map<ColumnReference, Origin> origins = new IdentityHashMap<>();

  /** An instance of its own for one mention of the column. */
  ColumnReference mention(ColumnReference column, Origin origin) {
    if (origin.span() == null) {
      return column;
    }
    var mention = new ColumnReference(column.id(), column.name(), column.type(), column.nullable());
    origins.put(mention, origin);
    return mention;
  }

  Origin of(ColumnReference mention) {
    return origins.getOrDefault(mention, Origin.NONE);
  }
}
