package io.sampo.analyzer;

import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Resolves PIVOT: an aggregation with each aggregate once for every pivot value, over the rows of
 * that value.
 */
final class PivotResolver {
  private final Analysis analysis;
  private final Context context;

  PivotResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved pivot(Relation.Pivot pivot) {
    List<Expression> groupings = pivot.groupings().isEmpty() ? implied(pivot) : pivot.groupings();
    var columns = new ArrayList<>(groupings);
    for (Expression.Alias value : pivot.values()) {
      for (Expression aggregate : pivot.aggregates()) {
        columns.add(column(pivot, value, aggregate));
      }
    }
    return analysis.resolve(
        new Relation.Aggregate(
            pivot.child(),
            Relation.GroupingKind.GROUP_BY,
            groupings,
            List.of(),
            columns,
            Optional.empty(),
            false,
            pivot.origin()),
        context);
  }

  /**
   * SQL's PIVOT groups by all columns that it does not mention; a DataFrame names its groups, and
   * none means one group.
   */
  private List<Expression> implied(Relation.Pivot pivot) {
    if (pivot.origin().span() == null) {
      return List.of();
    }
    var mentioned = new HashSet<String>();
    mentioned(pivot.pivot(), mentioned);
    pivot.aggregates().forEach(aggregate -> mentioned(aggregate, mentioned));
    Scope scope = analysis.resolve(pivot.child(), context).scope();
    return scope.visible().stream()
        .filter(column ->
            mentioned.stream().noneMatch(name -> analysis.settings().sameName(name, column.name())))
        .<Expression>map(column -> new Expression.Attribute(List.of(column.name()), pivot.origin()))
        .toList();
  }

  private static void mentioned(Expression expression, Set<String> names) {
    if (expression instanceof Expression.Attribute attribute) {
      names.add(attribute.nameParts().getLast());
    }
    SpecTrees.children(expression).forEach(part -> mentioned(part, names));
  }

  private Expression column(Relation.Pivot pivot, Expression.Alias value, Expression aggregate) {
    Expression inner = aggregate instanceof Expression.Alias alias ? alias.child() : aggregate;
    Expression condition =
        Expression.Call.of("<=>", List.of(pivot.pivot(), value.child()), value.origin());
    String name = value.name();
    if (pivot.aggregates().size() > 1) {
      name += "_" + new ColumnNames(analysis.settings().zone()).of(aggregate);
    }
    return new Expression.Alias(filtered(inner, condition), name, aggregate.origin());
  }

  /** Restricts every aggregate in the expression to the rows of the condition. */
  private static Expression filtered(Expression expression, Expression condition) {
    if (!SpecTrees.hasAggregate(expression)) {
      return expression;
    }
    return switch (expression) {
      case Expression.Call call -> {
        boolean own = call.arguments().stream().noneMatch(SpecTrees::hasAggregate);
        Optional<Expression> filter =
            own
                ? Optional.of(
                    call.filter()
                        .map(other ->
                            (Expression)
                                Expression.Call.of("and", List.of(other, condition), call.origin()))
                        .orElse(condition))
                : call.filter();
        List<Expression> arguments =
            call.arguments().stream().map(argument -> filtered(argument, condition)).toList();
        yield new Expression.Call(
            call.name(), arguments, call.distinct(), filter, call.ignoreNulls(), call.origin());
      }
      case Expression.Cast cast ->
          new Expression.Cast(
              filtered(cast.child(), condition), cast.type(), cast.lenient(), cast.origin());
      case Expression.Alias alias -> filtered(alias.child(), condition);
      default ->
          throw AnalyzerErrors.wrongPlace(
              "This form of expression",
              "PIVOT",
              "Use calls of aggregate functions.",
              expression.origin());
    };
  }
}
