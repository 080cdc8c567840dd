package io.sampo.analyzer;

import static java.util.stream.Collectors.joining;

import io.sampo.plan.function.kernel.ValueText;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
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
  private static final Set<String> COUNTS = Set.of("count", "count_if", "approx_count_distinct");

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
    Expression condition = same(pivot.pivot(), value.child());
    String name = value.name().isEmpty() ? ownName(value.child()) : value.name();
    if (pivot.aggregates().size() > 1) {
      name += "_" + new ColumnNames(analysis.settings().zone()).of(aggregate);
    }
    return new Expression.Alias(
        counted(filtered(inner, condition), inner, condition), name, aggregate.origin());
  }

  /** A count is NULL, not 0, where the pivot's value does not occur. */
  private static Expression counted(Expression filtered, Expression written, Expression condition) {
    if (!(written instanceof Expression.Call call) || !COUNTS.contains(call.name())) {
      return filtered;
    }
    Expression one = new Expression.Literal(1, DataType.INTEGER, call.origin());
    Expression zero = new Expression.Literal(0, DataType.INTEGER, call.origin());
    Expression rows =
        new Expression.Call(
            "count", List.of(one), false, Optional.of(condition), false, call.origin());
    Expression some = Expression.Call.of(">", List.of(rows, zero), call.origin());
    return new Expression.CaseWhen(
        List.of(new Expression.CaseWhen.Branch(some, filtered)), Optional.empty(), call.origin());
  }

  /** Whether the value is the pivot's; tuples are compared value by value. */
  private static Expression same(Expression pivot, Expression value) {
    boolean tuples =
        pivot instanceof Expression.Call left
            && value instanceof Expression.Call right
            && left.name().equals("struct")
            && right.name().equals("struct")
            && left.arguments().size() == right.arguments().size();
    if (!tuples) {
      return Expression.Call.of("<=>", List.of(pivot, value), value.origin());
    }
    List<Expression> left = ((Expression.Call) pivot).arguments();
    List<Expression> right = ((Expression.Call) value).arguments();
    Expression all = same(left.getFirst(), right.getFirst());
    for (int i = 1; i < left.size(); i++) {
      Expression one = same(left.get(i), right.get(i));
      all = Expression.Call.of("and", List.of(all, one), value.origin());
    }
    return all;
  }

  /** What a value without a name is called: its text. */
  private String ownName(Expression value) {
    var zone = analysis.settings().zone();
    if (value instanceof Expression.Literal literal) {
      return literal.value() == null ? "null" : ValueText.of(literal.value(), literal.type(), zone);
    }
    if (value instanceof Expression.Call call && call.name().equals("struct")) {
      return call.arguments().stream().map(this::ownName).collect(joining(", ", "{", "}"));
    }
    return new ColumnNames(zone).of(value);
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
