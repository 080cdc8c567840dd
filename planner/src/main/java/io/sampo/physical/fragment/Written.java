package io.sampo.physical.fragment;

import io.sampo.plan.expression.ColumnReference;
import java.util.List;

/**
 * Rows that fragments wrote.
 *
 * @param exchanges the fragments, whose rows follow each other
 * @param columns the columns of all of them
 */
record Written(List<Integer> exchanges, List<ColumnReference> columns) {
  static final Written NOTHING = new Written(List.of(), List.of());

  Written {
    exchanges = List.copyOf(exchanges);
    columns = List.copyOf(columns);
  }
}
