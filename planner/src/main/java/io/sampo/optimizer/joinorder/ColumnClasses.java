package io.sampo.optimizer.joinorder;

import io.sampo.plan.expression.ColumnReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Columns that are equal to each other, in classes. */
final class ColumnClasses {
  private final Map<Long, List<ColumnReference>> classOf = new LinkedHashMap<>();

  /** Notes that two columns are equal. */
  void equate(ColumnReference left, ColumnReference right) {
    List<ColumnReference> one =
        classOf.computeIfAbsent(left.id(), _ -> new ArrayList<>(List.of(left)));
    List<ColumnReference> other =
        classOf.computeIfAbsent(right.id(), _ -> new ArrayList<>(List.of(right)));
    if (one != other) {
      one.addAll(other);
      other.forEach(column -> classOf.put(column.id(), one));
    }
  }

  /** The classes in the order of their first equality. */
  List<List<ColumnReference>> all() {
    var classes = new ArrayList<List<ColumnReference>>();
    for (long id : classOf.keySet()) {
      List<ColumnReference> columns = Objects.requireNonNull(classOf.get(id));
      if (classes.stream().noneMatch(known -> known == columns)) {
        classes.add(columns);
      }
    }
    return classes;
  }
}
