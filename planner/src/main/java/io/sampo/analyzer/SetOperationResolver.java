package io.sampo.analyzer;

import io.sampo.error.ErrorCode;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.SortOrder;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.expression.WindowFrame;
import io.sampo.plan.function.TypeCoercion;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Resolves UNION, INTERSECT and EXCEPT; the latter two become joins on all columns, in which NULL
 * equals NULL.
 */
final class SetOperationResolver {
  private final Analysis analysis;
  private final Context context;

  SetOperationResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved combine(Relation.SetOperation operation) {
    Resolved left = analysis.resolve(operation.left(), context).exact(analysis.ids());
    LogicalPlan right = analysis.resolve(operation.right(), context).exact(analysis.ids()).plan();
    LogicalPlan first = left.plan();
    if (operation.byName()) {
      var byName = new ByName(analysis, operation);
      first = byName.extended(first, right);
      right = byName.arranged(first, right);
    }
    if (first.output().size() != right.output().size()) {
      throw AnalyzerErrors.columnCount(
          operation.operator().name(),
          first.output().size(),
          right.output().size(),
          operation.origin());
    }
    List<DataType> types = types(operation, first, right);
    first = SubqueryResolver.castColumns(first, types, analysis);
    right = SubqueryResolver.castColumns(right, types, analysis);
    LogicalPlan plan =
        switch (operation.operator()) {
          case UNION -> union(first, right, operation.all());
          case INTERSECT -> matched(first, right, JoinKind.LEFT_SEMI, operation);
          case EXCEPT -> matched(first, right, JoinKind.LEFT_ANTI, operation);
        };
    Scope scope = Scope.qualified(List.of(), plan.output(), context.outer());
    return Resolved.of(plan, scope.withTags(movedTags(left, plan)));
  }

  private static List<DataType> types(
      Relation.SetOperation operation, LogicalPlan left, LogicalPlan right) {
    var types = new ArrayList<DataType>();
    for (int i = 0; i < left.output().size(); i++) {
      DataType a = left.output().get(i).type();
      DataType b = right.output().get(i).type();
      Optional<DataType> common = TypeCoercion.common(a, b);
      if (common.isEmpty()) {
        throw new SampoException(
            ErrorCode.TYPE_MISMATCH_IN_SET_OPERATION,
            Map.of(
                "operator",
                operation.operator(),
                "position",
                i + 1,
                "first",
                a.sql(),
                "second",
                b.sql()),
            operation.origin().span());
      }
      types.add(common.get());
    }
    return types;
  }

  private LogicalPlan union(LogicalPlan left, LogicalPlan right, boolean all) {
    var output = new ArrayList<ColumnReference>();
    for (int i = 0; i < left.output().size(); i++) {
      ColumnReference a = left.output().get(i);
      boolean nullable = a.nullable() || right.output().get(i).nullable();
      output.add(new ColumnReference(analysis.ids().next(), a.name(), a.type(), nullable));
    }
    LogicalPlan union = new LogicalPlan.Union(List.of(left, right), output);
    return all ? union : DistinctResolver.distinct(union);
  }

  /**
   * The left rows that have, or lack, an equal row on the right; with ALL the n-th of equal rows is
   * matched with the n-th.
   */
  private LogicalPlan matched(
      LogicalPlan left, LogicalPlan right, JoinKind kind, Relation.SetOperation operation) {
    Origin origin = operation.origin();
    if (!operation.all()) {
      return LogicalPlan.Join.of(
          DistinctResolver.distinct(left),
          right,
          kind,
          equality(left.output(), right.output(), origin));
    }
    LogicalPlan numberedLeft = numbered(left, origin);
    LogicalPlan numberedRight = numbered(right, origin);
    Expression condition = equality(numberedLeft.output(), numberedRight.output(), origin);
    var join = LogicalPlan.Join.of(numberedLeft, numberedRight, kind, condition);
    return SortResolver.narrow(join, left.output());
  }

  private Expression equality(
      List<ColumnReference> left, List<ColumnReference> right, Origin origin) {
    Expression condition = Literal.TRUE;
    for (int i = 0; i < left.size(); i++) {
      boolean nullable = left.get(i).nullable() || right.get(i).nullable();
      Expression same =
          analysis
              .binder()
              .call(nullable ? "<=>" : "=", List.of(left.get(i), right.get(i)), origin);
      condition = i == 0 ? same : analysis.binder().call("and", List.of(condition, same), origin);
    }
    return condition;
  }

  /** Numbers equal rows from 1. */
  private LogicalPlan numbered(LogicalPlan plan, Origin origin) {
    List<Expression> columns = List.copyOf(plan.output());
    List<SortOrder> order =
        plan.output().stream().limit(1).map(column -> new SortOrder(column, true, true)).toList();
    var function =
        analysis.binder().bind(analysis.binder().definition("row_number"), List.of(), origin);
    var call =
        new WindowCall(
            function, List.of(), false, columns, order, WindowFrame.WHOLE, false, origin);
    return new LogicalPlan.Window(
        plan, List.of(new NamedExpression(analysis.ids().next(), "row_number", call)));
  }

  /** What referred to a column of the left input refers to the result's column in its place. */
  private static Map<Long, List<List<ColumnReference>>> movedTags(Resolved left, LogicalPlan plan) {
    var moved = new HashMap<Long, ColumnReference>();
    List<ColumnReference> before = left.plan().output();
    for (int i = 0; i < Math.min(before.size(), plan.output().size()); i++) {
      moved.put(before.get(i).id(), plan.output().get(i));
    }
    var tags = new HashMap<Long, List<List<ColumnReference>>>();
    left.scope()
        .tags()
        .forEach((id, lists) ->
            tags.put(
                id,
                lists.stream()
                    .map(list ->
                        list.stream()
                            .filter(c -> moved.containsKey(c.id()))
                            .map(c -> moved.get(c.id()))
                            .toList())
                    .toList()));
    return tags;
  }

  /** Brings the right side's columns into the order of the left side's names. */
  private record ByName(Analysis analysis, Relation.SetOperation operation) {
    /**
     * The left side with a NULL column for each name that only the right side has, when that is
     * allowed.
     */
    LogicalPlan extended(LogicalPlan left, LogicalPlan right) {
      var columns = new ArrayList<NamedExpression>();
      left.output().forEach(column -> columns.add(NamedExpression.of(column)));
      for (ColumnReference column : right.output()) {
        if (find(left, column.name()).isEmpty()) {
          requireMissingAllowed(column.name(), left);
          columns.add(missing(column));
        }
      }
      return columns.size() == left.output().size() ? left : new LogicalPlan.Project(left, columns);
    }

    LogicalPlan arranged(LogicalPlan left, LogicalPlan right) {
      var columns = new ArrayList<NamedExpression>();
      for (ColumnReference column : left.output()) {
        Optional<ColumnReference> found = find(right, column.name());
        if (found.isEmpty()) {
          requireMissingAllowed(column.name(), right);
        }
        columns.add(found.map(NamedExpression::of).orElseGet(() -> missing(column)));
      }
      return new LogicalPlan.Project(right, columns);
    }

    private NamedExpression missing(ColumnReference column) {
      return new NamedExpression(
          analysis.ids().next(), column.name(), new Literal(null, column.type()));
    }

    private void requireMissingAllowed(String name, LogicalPlan side) {
      if (!operation.allowMissingColumns()) {
        List<String> known = side.output().stream().map(ColumnReference::name).toList();
        throw AnalyzerErrors.unresolvedColumn(List.of(name), known, operation.origin());
      }
    }

    private Optional<ColumnReference> find(LogicalPlan side, String name) {
      List<ColumnReference> found =
          side.output().stream()
              .filter(column -> analysis.settings().sameName(column.name(), name))
              .toList();
      if (found.size() > 1) {
        List<String> candidates = found.stream().map(ColumnReference::toString).toList();
        throw AnalyzerErrors.ambiguous(List.of(name), candidates, operation.origin());
      }
      return found.stream().findFirst();
    }
  }
}
