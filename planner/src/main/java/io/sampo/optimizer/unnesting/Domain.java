package io.sampo.optimizer.unnesting;

import io.sampo.optimizer.rule.PlanCopy;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The distinct values of the outer columns that a subquery depends on. */
final class Domain {
  private final LogicalPlan left;
  private final List<ColumnReference> columns;
  private final RuleContext context;

  /**
   * @param left the plan that yields the outer rows
   * @param columns those of its columns that the subquery uses
   */
  Domain(LogicalPlan left, List<ColumnReference> columns, RuleContext context) {
    this.left = left;
    this.columns = List.copyOf(columns);
    this.context = context;
  }

  /** The outer columns. */
  List<ColumnReference> columns() {
    return columns;
  }

  /** A plan of the distinct values with columns of its own. */
  Extended copy() {
    PlanCopy copy = PlanCopy.of(left, context.ids());
    var keys = new ArrayList<NamedExpression>();
    Map<Long, ColumnReference> mapping = new LinkedHashMap<>();
    for (ColumnReference column : columns) {
      ColumnReference copied = copy.column(column);
      var key = new NamedExpression(context.ids().next(), column.name(), copied);
      keys.add(key);
      mapping.put(column.id(), key.toReference());
    }
    return new Extended(new Aggregate(copy.plan(), keys, List.of()), mapping);
  }

  /** That two plans stand for the same outer values. */
  Expression same(Map<Long, ? extends Expression> first, Map<Long, ? extends Expression> second) {
    var equalities = new ArrayList<Expression>();
    for (ColumnReference column : columns) {
      equalities.add(
          context
              .operators()
              .nullSafeEqual(
                  Objects.requireNonNull(first.get(column.id())),
                  Objects.requireNonNull(second.get(column.id()))));
    }
    return context.operators().and(equalities);
  }

  /**
   * A plan whose rows belong to outer values.
   *
   * @param plan yields the original columns and those of the map
   * @param columns where the plan yields each outer column, by the outer column's id
   */
  record Extended(LogicalPlan plan, Map<Long, ColumnReference> columns) {}
}
