package io.sampo.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.logical.LogicalPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Asserts that a plan holds together: every column that is used is yielded below (or by an outer
 * query), and no id is produced twice.
 */
public final class PlanCheck {
  private final Map<Long, LogicalPlan> producers = new HashMap<>();

  private PlanCheck() {}

  public static void check(LogicalPlan plan) {
    new PlanCheck().check(plan, Set.of());
  }

  private void check(LogicalPlan plan, Set<Long> outer) {
    boolean lateral = plan instanceof LogicalPlan.Join join && join.dependent();
    var below = new HashSet<Long>();
    plan.children().forEach(child -> child.output().forEach(column -> below.add(column.id())));
    var left = new HashSet<>(outer);
    if (lateral) {
      plan.children().getFirst().output().forEach(column -> left.add(column.id()));
    }
    for (int i = 0; i < plan.children().size(); i++) {
      check(plan.children().get(i), lateral && i == 1 ? left : outer);
    }
    var visible = new HashSet<>(below);
    visible.addAll(outer);
    if (plan instanceof LogicalPlan.Scan) {
      plan.output().forEach(column -> visible.add(column.id()));
    }
    plan.expressions().forEach(expression -> check(expression, visible));
    var seen = new HashSet<Long>();
    for (ColumnReference column : plan.output()) {
      assertThat(seen.add(column.id())).as("%s yields %s twice", plan, column).isTrue();
      if (!below.contains(column.id())) {
        assertThat(outer).as("%s passes an outer column", plan).doesNotContain(column.id());
        LogicalPlan other = producers.put(column.id(), plan);
        assertThat(other).as("%s is produced twice", column).isNull();
      }
    }
  }

  private void check(Expression expression, Set<Long> visible) {
    switch (expression) {
      case ColumnReference column ->
          assertThat(visible).as("%s is not visible", column).contains(column.id());
      case ScalarSubquery subquery -> check((LogicalPlan) subquery.plan(), visible);
      case ExistsSubquery subquery -> check((LogicalPlan) subquery.plan(), visible);
      case InSubquery subquery -> check((LogicalPlan) subquery.plan(), visible);
      case QuantifiedSubquery subquery -> check((LogicalPlan) subquery.plan(), visible);
      default -> {}
    }
    expression.children().forEach(child -> check(child, visible));
  }
}
