package io.sampo.optimizer.unnesting;

import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.statistics.Estimator;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the distinct outer values are taken from. Any part of the outer plan that has all of them,
 * perhaps with some more, will do; a small part is computed sooner, the whole has fewest values.
 */
final class DomainSource {
  /** How many times more values a part may have and still be preferred to the whole. */
  private static final double FEW = 2;

  /** Nodes beyond which a plan is not computed a second time if a part will do. */
  private static final int LARGE = 30;

  private DomainSource() {}

  /** The part of the plan to take the values of the columns from. */
  static LogicalPlan choose(LogicalPlan whole, List<ColumnReference> columns, Estimator estimator) {
    LogicalPlan part = narrowest(whole, columns);
    if (part == whole || size(whole) > LARGE) {
      return part;
    }
    return distinct(part, columns, estimator) <= FEW * distinct(whole, columns, estimator)
        ? part
        : whole;
  }

  private static double distinct(
      LogicalPlan plan, List<ColumnReference> columns, Estimator estimator) {
    List<NamedExpression> keys = columns.stream().map(NamedExpression::of).toList();
    return estimator.rows(new Aggregate(plan, keys, List.of()));
  }

  private static int size(LogicalPlan plan) {
    return 1 + plan.children().stream().mapToInt(DomainSource::size).sum();
  }

  /**
   * The lowest node that yields all of the columns and every combination of them that the plan
   * yields.
   */
  private static LogicalPlan narrowest(LogicalPlan plan, List<ColumnReference> columns) {
    Optional<LogicalPlan> below = below(plan, columns);
    return below.map(child -> narrowest(child, columns)).orElse(plan);
  }

  private static Optional<LogicalPlan> below(LogicalPlan plan, List<ColumnReference> columns) {
    Set<Long> wanted = Set.copyOf(columns.stream().map(ColumnReference::id).toList());
    return switch (plan) {
      case Join join -> {
        boolean left = keepsLeft(join) && References.outputIds(join.left()).containsAll(wanted);
        boolean right = keepsRight(join) && References.outputIds(join.right()).containsAll(wanted);
        yield left
            ? Optional.of(join.left())
            : right ? Optional.of(join.right()) : Optional.empty();
      }
      case Project project ->
          References.outputIds(project.child()).containsAll(wanted)
              ? Optional.of(project.child())
              : Optional.empty();
      case LogicalPlan.Window window ->
          References.outputIds(window.child()).containsAll(wanted)
              ? Optional.of(window.child())
              : Optional.empty();
      case LogicalPlan.Sort sort ->
          sort.limit().isEmpty() ? Optional.of(sort.child()) : Optional.empty();
      // A filter right above rows that are stored costs little and leaves fewer values.
      case LogicalPlan.Filter filter ->
          below(filter.child(), columns).isPresent()
              ? Optional.of(filter.child())
              : Optional.empty();
      case LogicalPlan.Leaf _,
          Aggregate _,
          LogicalPlan.Expand _,
          LogicalPlan.Generate _,
          LogicalPlan.Limit _,
          LogicalPlan.Tail _,
          LogicalPlan.Union _,
          LogicalPlan.Sample _,
          LogicalPlan.Repartition _ ->
          Optional.empty();
    };
  }

  /** Whether the left columns come out as they are, never replaced by nulls. */
  private static boolean keepsLeft(Join join) {
    return switch (join.kind()) {
      case INNER, LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
          true;
      case RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  private static boolean keepsRight(Join join) {
    return switch (join.kind()) {
      case INNER, RIGHT_OUTER, RIGHT_SEMI, RIGHT_ANTI -> !join.dependent();
      case LEFT_OUTER,
          FULL_OUTER,
          LEFT_SEMI,
          LEFT_ANTI,
          LEFT_ANTI_NULL_AWARE,
          LEFT_SINGLE,
          LEFT_MARK ->
          false;
    };
  }
}
