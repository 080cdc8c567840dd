package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import java.util.List;

/**
 * A column and the names it is known by.
 *
 * @param qualifier the table's name or alias, empty when it has none
 * @param hidden whether only a qualified name reaches it: the other side's column of a join with
 *     USING
 */
record ScopeColumn(List<String> qualifier, ColumnReference column, boolean hidden) {
  ScopeColumn {
    qualifier = List.copyOf(qualifier);
  }

  String name() {
    return column.name();
  }

  ScopeColumn withColumn(ColumnReference other) {
    return other == column ? this : new ScopeColumn(qualifier, other, hidden);
  }

  ScopeColumn hide() {
    return new ScopeColumn(qualifier, column, true);
  }

  String qualifiedName() {
    return qualifier.isEmpty() ? name() : String.join(".", qualifier) + "." + name();
  }
}
