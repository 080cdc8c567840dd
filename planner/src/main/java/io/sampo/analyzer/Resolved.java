package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A relation with its names resolved.
 *
 * @param widening how clauses above may reach columns below the projection
 */
record Resolved(LogicalPlan plan, Scope scope, Optional<Widening> widening) {
  static Resolved of(LogicalPlan plan, Scope scope) {
    return new Resolved(plan, scope, Optional.empty());
  }

  /** The same rows with exactly the visible columns, each with an id of its own. */
  Resolved exact(ColumnIds ids) {
    List<ColumnReference> visible = scope.visible();
    boolean distinct = new HashSet<>(visible).size() == visible.size();
    if (distinct && visible.equals(plan.output())) {
      return this;
    }
    var seen = new HashSet<Long>();
    var columns = new ArrayList<NamedExpression>();
    for (ColumnReference column : visible) {
      columns.add(
          seen.add(column.id())
              ? NamedExpression.of(column)
              : new NamedExpression(ids.next(), column.name(), column));
    }
    LogicalPlan project = new LogicalPlan.Project(plan, columns);
    var renewed = new ArrayList<ScopeColumn>();
    List<ScopeColumn> shown = scope.columns().stream().filter(column -> !column.hidden()).toList();
    for (int i = 0; i < shown.size(); i++) {
      renewed.add(shown.get(i).withColumn(project.output().get(i)));
    }
    return new Resolved(project, scope.withColumns(renewed), Optional.empty());
  }

  /** Another plan that yields the same columns under the same names. */
  Resolved with(LogicalPlan other) {
    return new Resolved(other, scope.over(other.output()), Optional.empty());
  }

  Resolved withWidening(Widening other) {
    return new Resolved(plan, scope, Optional.of(other));
  }
}
