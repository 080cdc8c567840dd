package io.sampo.optimizer.statistics;

import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Aggregate;
import io.sampo.plan.logical.LogicalPlan.Expand;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Limit;
import io.sampo.plan.logical.LogicalPlan.LocalRows;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.RangeRows;
import io.sampo.plan.logical.LogicalPlan.Repartition;
import io.sampo.plan.logical.LogicalPlan.Sample;
import io.sampo.plan.logical.LogicalPlan.Scan;
import io.sampo.plan.logical.LogicalPlan.Sort;
import io.sampo.plan.logical.LogicalPlan.Tail;
import io.sampo.plan.logical.LogicalPlan.Union;
import io.sampo.plan.logical.LogicalPlan.Window;
import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.TableStatistics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Estimates the sizes of plans from the statistics of their tables. Answers are kept by instance,
 * so asking again for a part of a rewritten plan costs nothing. For one query and one thread.
 */
public final class Estimator {
  /** Bytes that a row of a file is taken to need when nothing else is known. */
  private static final double ROW_BYTES = 64;

  /** How many elements arrays are taken to have: nothing is known of them. */
  private static final double ELEMENTS_OF_AN_ARRAY = 4;

  private final Map<LogicalPlan, PlanEstimate> known = new IdentityHashMap<>();

  /** What is believed of the plan's result. */
  public PlanEstimate estimate(LogicalPlan plan) {
    PlanEstimate before = known.get(plan);
    if (before != null) {
      return before;
    }
    PlanEstimate computed = compute(plan);
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    for (ColumnReference column : plan.output()) {
      columns.put(column.id(), computed.column(column.id()));
    }
    PlanEstimate fresh = new PlanEstimate(computed.rows(), columns);
    known.put(plan, fresh);
    return fresh;
  }

  /** The number of rows the plan is believed to yield. */
  public double rows(LogicalPlan plan) {
    return estimate(plan).rows();
  }

  private PlanEstimate compute(LogicalPlan plan) {
    return switch (plan) {
      case Scan scan -> scan(scan);
      case LocalRows rows -> new PlanEstimate(rows.rows().size(), Map.of());
      case RangeRows range -> range(range);
      case Filter filter ->
          Selectivity.filter(estimate(filter.child()), Conjuncts.split(filter.condition()));
      case Project project -> project(project);
      case Join join ->
          JoinEstimate.of(
              join.kind(), join.condition(), estimate(join.left()), estimate(join.right()));
      case Aggregate aggregate -> aggregate(aggregate);
      case Expand expand -> expand(expand);
      case LogicalPlan.Generate generate ->
          scaled(estimate(generate.child()), ELEMENTS_OF_AN_ARRAY);
      case Union union -> union(union);
      case Sort sort -> limited(estimate(sort.child()), sort.limit().orElse(Long.MAX_VALUE));
      case Limit limit -> limit(limit);
      case Tail tail -> limited(estimate(tail.child()), tail.count());
      case Sample sample -> scaled(estimate(sample.child()), sample.fraction());
      case Window window -> window(window);
      case Repartition repartition -> estimate(repartition.child());
    };
  }

  private PlanEstimate window(Window window) {
    PlanEstimate input = estimate(window.child());
    if (window.limit().isEmpty()) {
      return input;
    }
    double partitions = groups(window.specification().partitionBy(), input);
    double most = partitions * window.limit().get().count();
    return most < input.rows() ? scaled(input, most / input.rows()) : input;
  }

  private static PlanEstimate scan(Scan scan) {
    TableStatistics statistics = scan.table().statistics();
    double rows =
        statistics.rowCount().isPresent()
            ? statistics.rowCount().getAsLong()
            : Math.max(1, statistics.sizeBytes() / ROW_BYTES);
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    for (ColumnReference column : scan.output()) {
      long number = scan.output().getFirst().id();
      columns.put(column.id(), column(statistics.column(column.name()), column, rows, number));
    }
    return Selectivity.filter(new PlanEstimate(rows, columns), scan.predicates());
  }

  private static ColumnEstimate column(
      ColumnStatistics statistics, ColumnReference column, double rows, long table) {
    double low = NumberLine.of(statistics.min());
    double high = NumberLine.of(statistics.max());
    double distinct;
    if (statistics.distinctCount().isPresent()) {
      distinct = statistics.distinctCount().getAsLong();
    } else if (NumberLine.discrete(column.type()) && high >= low) {
      distinct = high - low + 1;
    } else {
      distinct = ColumnEstimate.values(rows);
    }
    distinct = Math.clamp(distinct, 1, Math.max(1, rows));
    double nulls =
        statistics.nullCount().isPresent()
            ? statistics.nullCount().getAsLong() / Math.max(1, rows)
            : 0;
    return new ColumnEstimate(distinct, distinct, rows, Math.min(1, nulls), table, low, high);
  }

  private static PlanEstimate range(RangeRows range) {
    double rows = Math.max(0, Math.ceil(((double) range.end() - range.start()) / range.step()));
    double low = Math.min(range.start(), range.end());
    double high = Math.max(range.start(), range.end());
    return new PlanEstimate(
        rows,
        Map.of(
            range.column().id(),
            new ColumnEstimate(Math.max(1, rows), rows, rows, 0, 0, low, high)));
  }

  private PlanEstimate project(Project project) {
    PlanEstimate child = estimate(project.child());
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    for (NamedExpression column : project.columns()) {
      columns.put(column.id(), expression(column.expression(), child));
    }
    return new PlanEstimate(child.rows(), columns);
  }

  /** What is believed of the values of an expression over a plan. */
  static ColumnEstimate expression(Expression expression, PlanEstimate input) {
    if (expression instanceof ColumnReference column) {
      return input.column(column.id());
    }
    if (expression instanceof Cast cast) {
      return expression(cast.child(), input);
    }
    double distinct = 1;
    for (long id : References.ids(expression)) {
      distinct *= input.column(id).distinct();
    }
    if (expression instanceof Call call) {
      distinct = Math.min(distinct, FunctionValues.distinct(call, input));
    }
    distinct = Math.clamp(distinct, 1, Math.max(1, input.rows()));
    return new ColumnEstimate(distinct, distinct, input.rows(), 0, 0, Double.NaN, Double.NaN);
  }

  private PlanEstimate aggregate(Aggregate aggregate) {
    PlanEstimate child = estimate(aggregate.child());
    List<Expression> keys = aggregate.keys().stream().map(NamedExpression::expression).toList();
    double groups = keys.isEmpty() ? 1 : groups(keys, child);
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    for (NamedExpression key : aggregate.keys()) {
      ColumnEstimate before = expression(key.expression(), child).cappedTo(groups);
      columns.put(
          key.id(),
          new ColumnEstimate(
              before.distinct(),
              before.domain(),
              Math.max(groups, Math.min(before.domain(), before.baseRows())),
              0,
              before.table(),
              before.low(),
              before.high()));
    }
    double groupRows = child.rows() / Math.max(1, groups);
    for (NamedExpression named : aggregate.aggregates()) {
      if (named.expression() instanceof AggregateCall call) {
        columns.put(named.id(), FunctionValues.aggregated(call, child, groups, groupRows));
      }
    }
    return new PlanEstimate(groups, columns);
  }

  /**
   * How many groups the keys make: each further key counts less, since keys tend to depend on each
   * other.
   */
  static double groups(List<Expression> keys, PlanEstimate input) {
    var distinct = new ArrayList<Double>();
    keys.forEach(key -> distinct.add(expression(key, input).distinct()));
    distinct.sort(Collections.reverseOrder());
    double groups = 1;
    double exponent = 1;
    for (double values : distinct) {
      groups *= Math.pow(values, exponent);
      exponent *= 0.75;
    }
    return Math.clamp(groups, Math.min(1, input.rows()), Math.max(1, input.rows()));
  }

  private PlanEstimate expand(Expand expand) {
    PlanEstimate child = estimate(expand.child());
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    List<Expression> first = expand.projections().getFirst();
    for (int i = 0; i < expand.output().size(); i++) {
      columns.put(expand.output().get(i).id(), expression(first.get(i), child));
    }
    return new PlanEstimate(child.rows() * expand.projections().size(), columns);
  }

  private PlanEstimate union(Union union) {
    double rows = 0;
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    for (LogicalPlan child : union.children()) {
      PlanEstimate estimate = estimate(child);
      rows += estimate.rows();
      for (int i = 0; i < union.output().size(); i++) {
        ColumnEstimate column = estimate.column(child.output().get(i).id());
        columns.merge(union.output().get(i).id(), column, Estimator::either);
      }
    }
    return new PlanEstimate(rows, columns);
  }

  private static ColumnEstimate either(ColumnEstimate first, ColumnEstimate second) {
    return new ColumnEstimate(
        first.distinct() + second.distinct(),
        first.domain() + second.domain(),
        first.baseRows() + second.baseRows(),
        Math.max(first.nullFraction(), second.nullFraction()),
        0,
        Math.min(first.low(), second.low()),
        Math.max(first.high(), second.high()));
  }

  private PlanEstimate limit(Limit limit) {
    PlanEstimate child = estimate(limit.child());
    double rest = Math.max(0, child.rows() - limit.offset());
    return limited(child, (long) Math.min(rest, limit.count().orElse(Long.MAX_VALUE)));
  }

  private static PlanEstimate limited(PlanEstimate child, long count) {
    return child.rows() <= count ? child : scaled(child, count / child.rows());
  }

  /** The share of a plan's rows for which a condition is true. */
  public double share(Expression condition, LogicalPlan input) {
    return Selectivity.of(condition, estimate(input));
  }

  static PlanEstimate scaled(PlanEstimate child, double share) {
    double rows = child.rows() * Math.clamp(share, 0, 1);
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    child.columns().forEach((id, column) -> columns.put(id, column.cappedTo(rows)));
    return new PlanEstimate(rows, columns);
  }
}
