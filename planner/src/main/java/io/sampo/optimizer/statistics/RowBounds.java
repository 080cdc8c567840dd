package io.sampo.optimizer.statistics;

import io.sampo.plan.expression.Literal;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.LocalRows;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Window;

/** Facts about how many rows a plan yields, whatever the data. */
public final class RowBounds {
  private RowBounds() {}

  /** Whether the plan always yields exactly one row. */
  public static boolean exactlyOne(LogicalPlan plan) {
    return switch (plan) {
      case Aggregate aggregate -> aggregate.keys().isEmpty();
      case LocalRows rows -> rows.rows().size() == 1;
      case Project project -> exactlyOne(project.child());
      case Sort sort -> exactlyOne(sort.child()) && sort.limit().orElse(1L) >= 1;
      case Window window -> exactlyOne(window.child());
      case Repartition repartition -> exactlyOne(repartition.child());
      case Limit limit -> limit.offset() == 0 && limit.count().orElse(1L) >= 1 && exactlyOne(limit.child());
      case LogicalPlan.Join join ->
          join.condition().equals(Literal.TRUE)
              && join.kind() == JoinKind.INNER
              && exactlyOne(join.left())
              && exactlyOne(join.right());
      case LogicalPlan.Scan _, LogicalPlan.RangeRows _, Filter _, LogicalPlan.Expand _, LogicalPlan.Tail _ -> false;
      case LogicalPlan.Union _, LogicalPlan.Sample _ -> false;
    };
  }

  /** Whether the plan never yields a second row. */
  public static boolean atMostOne(LogicalPlan plan) {
    return switch (plan) {
      case Limit limit -> limit.count().orElse(2L) <= 1 || atMostOne(limit.child());
      case Sort sort -> sort.limit().orElse(2L) <= 1 || atMostOne(sort.child());
      case Filter filter -> atMostOne(filter.child());
      case Project project -> atMostOne(project.child());
      case LogicalPlan.Tail tail -> tail.count() <= 1 || atMostOne(tail.child());
      case LocalRows rows -> rows.rows().size() <= 1;
      case Window window -> atMostOne(window.child());
      case Repartition repartition -> atMostOne(repartition.child());
      case LogicalPlan.Join join ->
          switch (join.kind()) {
            case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> atMostOne(join.left());
            case INNER, LEFT_OUTER, RIGHT_OUTER -> atMostOne(join.left()) && atMostOne(join.right());
            case RIGHT_SEMI, RIGHT_ANTI -> atMostOne(join.right());
            case FULL_OUTER -> false;
          };
      case LogicalPlan.Scan _, LogicalPlan.RangeRows _, LogicalPlan.Expand _, LogicalPlan.Union _ -> false;
      case LogicalPlan.Sample _ -> false;
      case Aggregate _ -> exactlyOne(plan);
    };
  }
}
