package io.sampo.analyzer;

import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.expression.Subplan;
import io.sampo.plan.logical.LogicalPlan;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The columns that plans mention, those of subqueries in their expressions included. */
final class PlanColumns {
  private PlanColumns() {}

  /**
   * The columns that the subquery uses but does not yield itself: those of the queries around it.
   */
  static Set<ColumnReference> outer(Subplan subplan) {
    var yielded = new HashSet<Long>();
    var used = new LinkedHashSet<ColumnReference>();
    collect((LogicalPlan) subplan, yielded, used);
    used.removeIf(column -> yielded.contains(column.id()));
    return used;
  }

  /** The outer columns of an expression that is itself a subquery; none for others. */
  static Set<ColumnReference> outerOf(Expression expression) {
    var used = new LinkedHashSet<ColumnReference>();
    visitSubplan(expression, subplan -> used.addAll(outer(subplan)));
    return used;
  }

  private static void collect(LogicalPlan plan, Set<Long> yielded, Set<ColumnReference> used) {
    plan.forEach(node -> {
      node.output().forEach(column -> yielded.add(column.id()));
      node.expressions().forEach(expression -> collect(expression, yielded, used));
    });
  }

  private static void collect(Expression expression, Set<Long> yielded, Set<ColumnReference> used) {
    expression.forEach(part -> {
      if (part instanceof ColumnReference column) {
        used.add(column);
      }
      visitSubplan(part, subplan -> collect((LogicalPlan) subplan, yielded, used));
    });
  }

  private static void visitSubplan(Expression expression, Consumer<Subplan> visitor) {
    switch (expression) {
      case ScalarSubquery scalar -> visitor.accept(scalar.plan());
      case ExistsSubquery exists -> visitor.accept(exists.plan());
      case InSubquery in -> visitor.accept(in.plan());
      case QuantifiedSubquery quantified -> visitor.accept(quantified.plan());
      default -> {}
    }
  }

  static boolean hasSubplan(Expression expression) {
    return expression.anyMatch(part ->
        part instanceof ScalarSubquery
            || part instanceof ExistsSubquery
            || part instanceof InSubquery
            || part instanceof QuantifiedSubquery);
  }

  /**
   * The expression's own subquery with columns of outer queries replaced; other expressions as they
   * are.
   */
  static Expression replaceOuter(Expression expression, Map<Long, Expression> replacements) {
    return switch (expression) {
      case ScalarSubquery scalar ->
          new ScalarSubquery(replace(scalar.plan(), replacements), scalar.origin());
      case ExistsSubquery exists ->
          new ExistsSubquery(replace(exists.plan(), replacements), exists.origin());
      case InSubquery in ->
          new InSubquery(in.values(), replace(in.plan(), replacements), in.origin());
      case QuantifiedSubquery quantified ->
          new QuantifiedSubquery(
              quantified.value(),
              quantified.operator(),
              quantified.all(),
              replace(quantified.plan(), replacements),
              quantified.origin());
      default -> expression;
    };
  }

  private static LogicalPlan replace(Subplan plan, Map<Long, Expression> replacements) {
    return ((LogicalPlan) plan)
        .transformUp(node ->
            node.mapExpressions(expression ->
                expression.transformUp(part ->
                    part instanceof ColumnReference column
                        ? replacements.getOrDefault(column.id(), column)
                        : replaceOuter(part, replacements))));
  }
}
