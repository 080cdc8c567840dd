package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Relation;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Resolves VALUES. */
final class ValuesResolver {
  private final Analysis analysis;
  private final Context context;

  ValuesResolver(Analysis analysis, Context context) {
    this.analysis = analysis;
    this.context = context;
  }

  Resolved values(Relation.Values values) {
    Scope empty = Scope.of(List.of(), context.outer());
    ExpressionResolver resolver = ExpressionResolver.over(empty, analysis, context, Clause.VALUES);
    int width = values.rows().getFirst().size();
    var rows = new ArrayList<List<Expression>>();
    for (List<io.sampo.spec.Expression> row : values.rows()) {
      if (row.size() != width) {
        throw AnalyzerErrors.columnCount("VALUES", width, row.size(), values.origin());
      }
      rows.add(new ArrayList<>(resolver.resolveAll(row)));
    }
    var output = new ArrayList<ColumnReference>();
    for (int i = 0; i < width; i++) {
      output.add(column(rows, i, values));
    }
    boolean constant = rows.stream().flatMap(List::stream).allMatch(Constants::isConstant);
    LogicalPlan plan = constant ? constants(output, rows) : computed(output, rows);
    return Resolved.of(plan, Scope.qualified(List.of(), plan.output(), context.outer()));
  }

  /** Casts one column of all rows to its common type. */
  private ColumnReference column(List<List<Expression>> rows, int index, Relation.Values values) {
    List<Expression> column = rows.stream().map(row -> row.get(index)).toList();
    List<Expression> unified = analysis.binder().unify(column, "VALUES", values.origin());
    boolean nullable = false;
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).set(index, unified.get(i));
      nullable |= unified.get(i).nullable();
    }
    return new ColumnReference(
        analysis.ids().next(), "col" + (index + 1), unified.getFirst().type(), nullable);
  }

  private LogicalPlan constants(List<ColumnReference> output, List<List<Expression>> rows) {
    ZoneId zone = analysis.settings().zone();
    var evaluated = new ArrayList<@Nullable Object[]>();
    for (List<Expression> row : rows) {
      var values = new @Nullable Object[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Constants.value(row.get(i), zone);
      }
      evaluated.add(values);
    }
    return new LogicalPlan.LocalRows(output, evaluated);
  }

  private LogicalPlan computed(List<ColumnReference> output, List<List<Expression>> rows) {
    var inputs = new ArrayList<LogicalPlan>();
    for (List<Expression> row : rows) {
      var columns = new ArrayList<NamedExpression>();
      for (int i = 0; i < row.size(); i++) {
        columns.add(new NamedExpression(analysis.ids().next(), output.get(i).name(), row.get(i)));
      }
      inputs.add(new LogicalPlan.Project(LogicalPlan.LocalRows.oneRow(), columns));
    }
    return inputs.size() == 1 ? inputs.getFirst() : new LogicalPlan.Union(inputs, output);
  }
}
