package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The groups of a select block: turns expressions over the input's rows into expressions over the
 * groups, collecting the aggregates they call.
 */
final class Grouping {
  /** One grouping expression over the input, and the column that it is in the groups. */
  record Key(Expression expression, ColumnReference column) {}

  private final Analysis analysis;
  private final LogicalPlan input;
  private final List<NamedExpression> keyColumns;
  private final List<Key> keys;
  private final Optional<GroupingId> groupingId;
  private final List<NamedExpression> aggregates = new ArrayList<>();
  private final Set<Long> inputIds = new HashSet<>();
  private final Map<Long, Expression> passed = new HashMap<>();

  /**
   * @param input the rows to group
   * @param rows the columns that expressions of the block use: those below an Expand
   * @param keyColumns the keys of the aggregate
   * @param keys what the keys stand for
   */
  Grouping(
      Analysis analysis,
      LogicalPlan input,
      List<ColumnReference> rows,
      List<NamedExpression> keyColumns,
      List<Key> keys,
      Optional<GroupingId> groupingId) {
    this.analysis = analysis;
    this.input = input;
    this.keyColumns = keyColumns;
    this.keys = keys;
    this.groupingId = groupingId;
    rows.forEach(column -> inputIds.add(column.id()));
    for (Key key : keys) {
      if (key.expression() instanceof ColumnReference column) {
        passed.put(column.id(), key.column());
      }
    }
  }

  /** The groups with everything collected so far. */
  LogicalPlan plan() {
    return new LogicalPlan.Aggregate(input, keyColumns, aggregates);
  }

  /** The calls of {@code grouping} and {@code grouping_id}; empty for plain groups. */
  Optional<GroupingId> groupingId() {
    return groupingId;
  }

  /**
   * The expression over the groups.
   *
   * @param origin where it stands, for parts without a place of their own
   * @throws io.sampo.error.SampoException MISSING_AGGREGATION, when it uses a column that differs
   *     within a group
   */
  Expression rewrite(Expression expression, Origin origin) {
    for (Key key : keys) {
      if (key.expression().equals(expression)) {
        return key.column();
      }
    }
    if (expression instanceof AggregateCall call) {
      return aggregate(call);
    }
    if (expression instanceof ColumnReference column) {
      if (!inputIds.contains(column.id())) {
        return column;
      }
      Origin own = analysis.places().of(column);
      throw AnalyzerErrors.missingGrouping(column.name(), own.span() == null ? origin : own);
    }
    Origin own = expression.origin().span() == null ? origin : expression.origin();
    Expression changed = expression.mapChildren(child -> rewrite(child, own));
    return PlanColumns.hasSubplan(changed) ? outerOf(changed, own) : changed;
  }

  private Expression aggregate(AggregateCall call) {
    for (NamedExpression known : aggregates) {
      if (known.expression().equals(call)) {
        return known.toReference();
      }
    }
    var named = new NamedExpression(analysis.ids().next(), call.name(), call);
    aggregates.add(named);
    return named.toReference();
  }

  /** A subquery that uses columns of the block: only grouping columns have one value a group. */
  private Expression outerOf(Expression subquery, Origin origin) {
    for (ColumnReference column : PlanColumns.outerOf(subquery)) {
      if (inputIds.contains(column.id()) && !passed.containsKey(column.id())) {
        Origin own = analysis.places().of(column);
        throw AnalyzerErrors.missingGrouping(column.name(), own.span() == null ? origin : own);
      }
    }
    return PlanColumns.replaceOuter(subquery, passed);
  }
}
