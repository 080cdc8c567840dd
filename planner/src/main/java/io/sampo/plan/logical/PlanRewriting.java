package io.sampo.plan.logical;

import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.NamedExpression;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rewrites lists of expressions, keeping the instance when nothing changes. */
final class PlanRewriting {
  private PlanRewriting() {}

  static List<Expression> map(List<Expression> expressions, UnaryOperator<Expression> rewrite) {
    boolean same = true;
    var changed = new ArrayList<Expression>(expressions.size());
    for (Expression before : expressions) {
      Expression after = rewrite.apply(before);
      same &= after == before;
      changed.add(after);
    }
    return same ? expressions : changed;
  }

  static List<NamedExpression> mapNamed(
      List<NamedExpression> columns, UnaryOperator<Expression> rewrite) {
    boolean same = true;
    var changed = new ArrayList<NamedExpression>(columns.size());
    for (NamedExpression before : columns) {
      NamedExpression after = before.withExpression(rewrite.apply(before.expression()));
      same &= after == before;
      changed.add(after);
    }
    return same ? columns : changed;
  }
}
