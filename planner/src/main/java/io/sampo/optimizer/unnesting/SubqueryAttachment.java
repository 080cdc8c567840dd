package io.sampo.optimizer.unnesting;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.optimizer.statistics.RowBounds;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.expression.Subplan;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan to which subqueries are joined one after the other, each leaving a column, or a choice of
 * rows, in its place.
 */
final class SubqueryAttachment {
  private final RuleContext context;
  private LogicalPlan plan;

  SubqueryAttachment(LogicalPlan plan, RuleContext context) {
    this.plan = plan;
    this.context = context;
  }

  /** The plan with everything that was attached so far. */
  LogicalPlan plan() {
    return plan;
  }

  /** The expression with each subquery replaced by a column of a join attached to the plan. */
  Expression replace(Expression expression) {
    Expression inner = expression.mapChildren(this::replace);
    if (inner instanceof ScalarSubquery scalar) {
      return scalar(logical(scalar.plan()));
    }
    if (inner instanceof ExistsSubquery exists) {
      return mark(logical(exists.plan()), Literal.TRUE);
    }
    if (inner instanceof InSubquery in) {
      return mark(logical(in.plan()), membership(in));
    }
    if (inner instanceof QuantifiedSubquery quantified) {
      Expression found = mark(logical(quantified.plan()), witness(quantified, quantified.all()));
      return quantified.all() ? context.operators().not(found) : found;
    }
    return inner;
  }

  /**
   * Keeps the rows of the plan for which the condition, a conjunct of a filter, is true; empty when
   * a plain condition remains to be asked.
   */
  Optional<Expression> filter(Expression condition) {
    boolean negated = condition instanceof Call call && call.name().equals("not");
    Expression asked = negated ? condition.children().getFirst() : condition;
    if (References.subplan(asked).isEmpty()) {
      return Optional.of(replace(condition));
    }
    Expression subquery = asked.mapChildren(this::replace);
    if (subquery instanceof ExistsSubquery exists) {
      attach(
          logical(exists.plan()), negated ? JoinKind.LEFT_ANTI : JoinKind.LEFT_SEMI, Literal.TRUE);
      return Optional.empty();
    }
    if (subquery instanceof InSubquery in) {
      choose(logical(in.plan()), membership(in), negated);
      return Optional.empty();
    }
    if (subquery instanceof QuantifiedSubquery quantified) {
      // ALL holds when no row contradicts; NOT ALL when one does.
      boolean none = quantified.all() != negated;
      choose(logical(quantified.plan()), witness(quantified, quantified.all()), none);
      return Optional.empty();
    }
    return Optional.of(replace(condition));
  }

  private void choose(LogicalPlan right, Expression condition, boolean none) {
    if (!none) {
      attach(right, JoinKind.LEFT_SEMI, condition);
    } else if (!condition.nullable()) {
      attach(right, JoinKind.LEFT_ANTI, condition);
    } else if (dependsOnPlan(right)) {
      // A row falls when some pair's answer is true or unknown. Said openly, the correlated
      // conditions that
      // are to come into the join stay apart from the ones whose nulls count.
      Expression fallen =
          context.operators().or(List.of(condition, context.operators().isNull(condition)));
      attach(right, JoinKind.LEFT_ANTI, fallen);
    } else {
      attach(right, JoinKind.LEFT_ANTI_NULL_AWARE, condition);
    }
  }

  private Expression scalar(LogicalPlan right) {
    ColumnReference value = right.output().getFirst();
    boolean dependent = dependsOnPlan(right);
    if (!dependent && RowBounds.exactlyOne(right)) {
      plan = Join.of(plan, right, JoinKind.INNER, Literal.TRUE);
      return value;
    }
    attach(
        right,
        !dependent && RowBounds.atMostOne(right) ? JoinKind.LEFT_OUTER : JoinKind.LEFT_SINGLE,
        Literal.TRUE);
    return value.withNullable(true);
  }

  private Expression mark(LogicalPlan right, Expression condition) {
    var mark =
        new ColumnReference(context.ids().next(), "mark", DataType.BOOLEAN, condition.nullable());
    plan =
        new Join(
            plan, right, JoinKind.LEFT_MARK, condition, dependsOnPlan(right), Optional.of(mark));
    return mark;
  }

  private void attach(LogicalPlan right, JoinKind kind, Expression condition) {
    plan = new Join(plan, right, kind, condition, dependsOnPlan(right), Optional.empty());
  }

  private boolean dependsOnPlan(LogicalPlan right) {
    var outer = References.outputIds(plan);
    return References.free(right).keySet().stream().anyMatch(outer::contains);
  }

  private Expression membership(InSubquery in) {
    List<ColumnReference> columns = in.plan().output();
    var equalities = new ArrayList<Expression>();
    for (int i = 0; i < in.values().size(); i++) {
      equalities.add(context.operators().equal(in.values().get(i), columns.get(i)));
    }
    return context.operators().and(equalities);
  }

  /** The comparison with a row of the subquery, or its negation. */
  private Expression witness(QuantifiedSubquery quantified, boolean negated) {
    String operator =
        negated ? Comparisons.negated(quantified.operator()).orElseThrow() : quantified.operator();
    return context
        .operators()
        .call(operator, quantified.value(), quantified.plan().output().getFirst());
  }

  private static LogicalPlan logical(Subplan subplan) {
    return (LogicalPlan) subplan;
  }
}
