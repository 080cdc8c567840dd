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
import java.math.BigInteger;
import java.util.Optional;

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
      case Limit limit ->
          limit.offset() == 0 && limit.count().orElse(1L) >= 1 && exactlyOne(limit.child());
      case LogicalPlan.Join join ->
          join.condition().equals(Literal.TRUE)
              && join.kind() == JoinKind.INNER
              && exactlyOne(join.left())
              && exactlyOne(join.right());
      case LogicalPlan.Scan _,
          LogicalPlan.RangeRows _,
          Filter _,
          LogicalPlan.Expand _,
          LogicalPlan.Tail _ ->
          false;
      case LogicalPlan.Union _, LogicalPlan.Sample _, LogicalPlan.Generate _ -> false;
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
            case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK ->
                atMostOne(join.left());
            case INNER, LEFT_OUTER, RIGHT_OUTER ->
                atMostOne(join.left()) && atMostOne(join.right());
            case RIGHT_SEMI, RIGHT_ANTI -> atMostOne(join.right());
            case FULL_OUTER -> false;
          };
      case LogicalPlan.Scan _, LogicalPlan.RangeRows _, LogicalPlan.Expand _, LogicalPlan.Union _ ->
          false;
      case LogicalPlan.Sample _, LogicalPlan.Generate _ -> false;
      case Aggregate _ -> exactlyOne(plan);
    };
  }

  /** A number of rows the plan never exceeds; empty when none is known for certain. */
  public static Optional<BigInteger> most(LogicalPlan plan) {
    if (atMostOne(plan)) {
      return Optional.of(BigInteger.ONE);
    }
    return switch (plan) {
      case LogicalPlan.Scan scan -> {
        var statistics = scan.table().statistics();
        yield statistics.exactRowCount() && statistics.rowCount().isPresent()
            ? Optional.of(BigInteger.valueOf(statistics.rowCount().getAsLong()))
            : Optional.empty();
      }
      case LocalRows rows -> Optional.of(BigInteger.valueOf(rows.rows().size()));
      case Limit limit -> limit.count().map(BigInteger::valueOf).or(() -> most(limit.child()));
      case LogicalPlan.Expand expand ->
          most(expand.child())
              .map(rows -> rows.multiply(BigInteger.valueOf(expand.projections().size())));
      case LogicalPlan.Join join -> most(join);
      case Filter _, Project _, Aggregate _, Sort _, Window _, Repartition _, LogicalPlan.Tail _ ->
          most(plan.children().getFirst());
      case LogicalPlan.Sample sample ->
          sample.withReplacement() ? Optional.empty() : most(sample.child());
      case LogicalPlan.RangeRows _, LogicalPlan.Union _, LogicalPlan.Generate _ -> Optional.empty();
    };
  }

  private static Optional<BigInteger> most(LogicalPlan.Join join) {
    return switch (join.kind()) {
      case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_SINGLE, LEFT_MARK -> most(join.left());
      case RIGHT_SEMI, RIGHT_ANTI -> most(join.right());
      case INNER -> most(join.left()).flatMap(one -> most(join.right()).map(one::multiply));
      case LEFT_OUTER, RIGHT_OUTER, FULL_OUTER ->
          most(join.left())
              .flatMap(
                  one -> most(join.right()).map(other -> one.multiply(other).add(one).add(other)));
    };
  }
}
