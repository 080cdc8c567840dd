package io.sampo.optimizer.statistics;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.HashSet;
import java.util.Set;

/**
 * Proves that no two rows of a plan agree in given columns. Rests on the plan alone (grouping,
 * limits, joins with unique sides), never on statistics: a column with as many distinct values as
 * rows is probably a key, which is good enough for estimates only.
 */
public final class UniqueKeys {
  private UniqueKeys() {}

  /**
   * Whether two rows of the plan never have equal values, nulls being equal, in all of those
   * columns.
   */
  public static boolean isUnique(LogicalPlan plan, Set<Long> columns) {
    if (RowBounds.atMostOne(plan)) {
      return true;
    }
    return switch (plan) {
      case Aggregate aggregate ->
          columns.containsAll(aggregate.keys().stream().map(NamedExpression::id).toList());
      case Project project -> isUnique(project.child(), sources(project, columns));
      case Join join -> join(join, columns);
      case LogicalPlan.RangeRows range -> columns.contains(range.column().id());
      case LogicalPlan.Sample sample ->
          !sample.withReplacement() && isUnique(sample.child(), columns);
      case LogicalPlan.Filter _,
          LogicalPlan.Sort _,
          LogicalPlan.Limit _,
          LogicalPlan.Tail _,
          LogicalPlan.Repartition _,
          LogicalPlan.Window _ ->
          isUnique(plan.children().getFirst(), columns);
      case LogicalPlan.Scan _, LogicalPlan.LocalRows _, LogicalPlan.Expand _, LogicalPlan.Union _ ->
          false;
      case LogicalPlan.Generate _ -> false;
    };
  }

  /** The child's columns that the projection passes through under those names. */
  private static Set<Long> sources(Project project, Set<Long> columns) {
    Set<Long> sources = new HashSet<>();
    for (NamedExpression column : project.columns()) {
      if (columns.contains(column.id())
          && column.expression() instanceof ColumnReference reference) {
        sources.add(reference.id());
      }
    }
    return sources;
  }

  private static boolean join(Join join, Set<Long> columns) {
    return switch (join.kind()) {
      case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
          isUnique(join.left(), columns);
      case RIGHT_SEMI, RIGHT_ANTI -> isUnique(join.right(), columns);
      case INNER ->
          pairs(join, columns)
              || (isUnique(join.left(), columns) && matchesOnce(join.right(), join))
              || (isUnique(join.right(), columns) && matchesOnce(join.left(), join));
      case LEFT_OUTER ->
          pairs(join, columns)
              || (isUnique(join.left(), columns) && matchesOnce(join.right(), join));
      case RIGHT_OUTER ->
          pairs(join, columns)
              || (isUnique(join.right(), columns) && matchesOnce(join.left(), join));
      case FULL_OUTER -> false;
    };
  }

  private static boolean pairs(Join join, Set<Long> columns) {
    return isUnique(join.left(), columns) && isUnique(join.right(), columns);
  }

  /** Whether a row of the other side has at most one partner on this side. */
  public static boolean matchesOnce(LogicalPlan side, Join join) {
    Set<Long> own = References.outputIds(side);
    Set<Long> keys = new HashSet<>();
    for (Expression conjunct : Conjuncts.split(join.condition())) {
      if (Comparisons.isAnyEquality(conjunct)) {
        key(Comparisons.left(conjunct), Comparisons.right(conjunct), own, keys);
        key(Comparisons.right(conjunct), Comparisons.left(conjunct), own, keys);
      }
    }
    return isUnique(side, keys);
  }

  private static void key(Expression mine, Expression other, Set<Long> own, Set<Long> keys) {
    if (mine instanceof ColumnReference column
        && own.contains(column.id())
        && !References.anyOf(other, own)) {
      keys.add(column.id());
    }
  }
}
