package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Resolves DISTINCT and the removal of duplicates by some columns. */
final class DistinctResolver {
  private final Analysis analysis;
  private final Context context;

  DistinctResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved distinct(Relation.Distinct distinct) {
    Resolved child = analysis.resolve(distinct.child(), context);
    Resolved exact = child.exact(analysis.ids());
    requireEqualityOn(exact.plan().output(), distinct.origin());
    Resolved result = exact.with(distinct(exact.plan()));
    if (child.widening().isEmpty()) {
      return result;
    }
    Widening below = child.widening().get();
    int width = child.plan().output().size();
    return result.withWidening(expressions -> {
      Widening.Widened widened = below.widen(expressions);
      if (widened.plan().output().size() > width) {
        String hint = "Add it to the select list.";
        throw AnalyzerErrors.wrongPlace(
            "An expression that SELECT DISTINCT does not select",
            "its ORDER BY",
            hint,
            expressions.getFirst().origin());
      }
      return new Widening.Widened(result.plan(), widened.values());
    });
  }

  static LogicalPlan distinct(LogicalPlan plan) {
    List<NamedExpression> keys = plan.output().stream().map(NamedExpression::of).toList();
    return new LogicalPlan.Aggregate(plan, keys, List.of());
  }

  private static void requireEqualityOn(List<ColumnReference> columns, Origin origin) {
    columns.forEach(column -> WindowResolver.requireOrder(column, origin));
  }

  Resolved deduplicate(Relation.Deduplicate deduplicate) {
    Resolved child = analysis.resolve(deduplicate.child(), context).exact(analysis.ids());
    List<ColumnReference> output = child.plan().output();
    var keys = new HashSet<ColumnReference>();
    for (String name : deduplicate.columns()) {
      List<Scope.Match> found = child.scope().find(List.of(name), analysis.settings());
      if (found.isEmpty()) {
        throw AnalyzerErrors.unresolvedColumn(
            List.of(name), child.scope().names(), deduplicate.origin());
      }
      found.forEach(match -> keys.add(match.column()));
    }
    if (keys.size() == output.size() || keys.isEmpty()) {
      return child.with(distinct(child.plan()));
    }
    return firstOfEach(child, output, keys, deduplicate.origin());
  }

  private Resolved firstOfEach(
      Resolved child, List<ColumnReference> output, HashSet<ColumnReference> keys, Origin origin) {
    var keyColumns = new ArrayList<NamedExpression>();
    var firsts = new ArrayList<NamedExpression>();
    var columns = new ArrayList<NamedExpression>();
    for (ColumnReference column : output) {
      if (keys.contains(column)) {
        keyColumns.add(NamedExpression.of(column));
        columns.add(NamedExpression.of(column));
      } else {
        var call = Call.of("first", List.of(), origin);
        Expression value =
            CallResolver.aggregate(
                analysis.binder(),
                AggregateArguments.plain(
                    analysis.binder().definition("first"), List.of(column), false),
                call,
                Optional.empty());
        // A group has at least one row, so that only a column that has nulls itself can give one.
        var known = ((AggregateCall) value).withNullable(column.nullable());
        var first = new NamedExpression(analysis.ids().next(), column.name(), known);
        firsts.add(first);
        columns.add(NamedExpression.of(first.toReference()));
      }
    }
    var groups = new LogicalPlan.Aggregate(child.plan(), keyColumns, firsts);
    var project = new LogicalPlan.Project(groups, columns);
    var renewed = new ArrayList<ScopeColumn>();
    for (int i = 0; i < output.size(); i++) {
      renewed.add(child.scope().columns().get(i).withColumn(project.output().get(i)));
    }
    return Resolved.of(project, child.scope().withColumns(renewed));
  }
}
