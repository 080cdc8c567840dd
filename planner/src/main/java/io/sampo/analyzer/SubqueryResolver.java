package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.function.TypeCoercion;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Resolves subqueries in expressions; the columns of the clause they stand in are visible inside.
 */
final class SubqueryResolver {
  private final ExpressionResolver resolver;

  SubqueryResolver(ExpressionResolver resolver) {
    this.resolver = resolver;
  }

  private LogicalPlan plan(Relation relation) {
    Context inner = resolver.context().withOuter(resolver.names().scope());
    Analysis analysis = resolver.analysis();
    return analysis.resolve(relation, inner).exact(analysis.ids()).plan();
  }

  Expression scalar(io.sampo.spec.Expression.ScalarSubquery subquery) {
    LogicalPlan plan = plan(subquery.relation());
    requireColumns(plan, 1, subquery.origin());
    return new ScalarSubquery(plan, subquery.origin());
  }

  Expression exists(io.sampo.spec.Expression.Exists subquery) {
    return new ExistsSubquery(plan(subquery.relation()), subquery.origin());
  }

  Expression in(io.sampo.spec.Expression.InSubquery subquery) {
    List<Expression> values = resolver.resolveAll(subquery.values());
    LogicalPlan plan = plan(subquery.relation());
    requireColumns(plan, values.size(), subquery.origin());
    List<DataType> types = commonTypes(values, plan, subquery.origin());
    return new InSubquery(cast(values, types), cast(plan, types), subquery.origin());
  }

  Expression quantified(io.sampo.spec.Expression.QuantifiedComparison subquery) {
    Expression value = resolver.resolve(subquery.value());
    LogicalPlan plan = plan(subquery.relation());
    requireColumns(plan, 1, subquery.origin());
    List<DataType> types = commonTypes(List.of(value), plan, subquery.origin());
    return new QuantifiedSubquery(
        cast(List.of(value), types).getFirst(),
        subquery.operator(),
        subquery.all(),
        cast(plan, types),
        subquery.origin());
  }

  private static void requireColumns(LogicalPlan plan, int count, Origin origin) {
    if (plan.output().size() != count) {
      throw AnalyzerErrors.subqueryColumns(count, plan.output().size(), origin);
    }
  }

  private static List<DataType> commonTypes(
      List<Expression> values, LogicalPlan plan, Origin origin) {
    var types = new ArrayList<DataType>();
    for (int i = 0; i < values.size(); i++) {
      DataType left = values.get(i).type();
      DataType right = plan.output().get(i).type();
      types.add(
          TypeCoercion.common(left, right)
              .orElseThrow(() ->
                  AnalyzerErrors.mismatch(
                      Binder.text(origin, "the subquery"),
                      "values of " + left.sql() + " cannot be compared with " + right.sql(),
                      origin)));
    }
    return types;
  }

  private List<Expression> cast(List<Expression> values, List<DataType> types) {
    var cast = new ArrayList<Expression>();
    for (int i = 0; i < values.size(); i++) {
      cast.add(resolver.binder().coerce(values.get(i), types.get(i)));
    }
    return cast;
  }

  private LogicalPlan cast(LogicalPlan plan, List<DataType> types) {
    return castColumns(plan, types, resolver.analysis());
  }

  /** The plan with its columns cast to the types; the plan itself when they have them already. */
  static LogicalPlan castColumns(LogicalPlan plan, List<DataType> types, Analysis analysis) {
    var columns = new ArrayList<NamedExpression>();
    boolean same = true;
    for (int i = 0; i < types.size(); i++) {
      ColumnReference column = plan.output().get(i);
      Expression cast = analysis.binder().coerce(column, types.get(i));
      same &= cast == column;
      columns.add(
          cast == column
              ? NamedExpression.of(column)
              : new NamedExpression(analysis.ids().next(), column.name(), cast));
    }
    return same ? plan : new LogicalPlan.Project(plan, columns);
  }
}
