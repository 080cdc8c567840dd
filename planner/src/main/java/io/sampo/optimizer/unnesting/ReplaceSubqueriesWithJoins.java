package io.sampo.optimizer.unnesting;

import io.sampo.error.SampoException;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Filter;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import io.sampo.plan.logical.LogicalPlan.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node whose expressions hold subqueries becomes the node over joins with those subqueries:
 *
 * <ul>
 *   <li>conjuncts of a filter: {@code EXISTS} and {@code IN} a semi join, negated ones an anti
 *       join;
 *   <li>elsewhere: a mark join whose mark column stands for the truth value;
 *   <li>scalar subqueries: a single join, or a cross join when the subquery always yields one row.
 * </ul>
 *
 * <p>The joins are dependent when the subquery uses columns of the node's input. Plain conjuncts of
 * a filter are asked below the joins.
 */
public final class ReplaceSubqueriesWithJoins implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (node.expressions().stream().noneMatch(References::hasSubquery)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (node) {
          case Filter filter -> filter(filter, context);
          case Join join -> join(join);
          case Unary unary -> unary(unary, context);
          case LogicalPlan.Leaf leaf ->
              throw SampoException.internal(
                  "a subquery in " + leaf.getClass().getSimpleName(), null);
          case LogicalPlan.Union _ -> node;
        });
  }

  private static LogicalPlan filter(Filter filter, RuleContext context) {
    var plain = new ArrayList<Expression>();
    var nested = new ArrayList<Expression>();
    for (Expression conjunct : Conjuncts.split(filter.condition())) {
      (References.hasSubquery(conjunct) ? nested : plain).add(conjunct);
    }
    LogicalPlan below =
        plain.isEmpty()
            ? filter.child()
            : new Filter(filter.child(), context.operators().and(plain));
    var attachment = new SubqueryAttachment(below, context);
    var remaining = new ArrayList<Expression>();
    nested.forEach(conjunct -> attachment.filter(conjunct).ifPresent(remaining::add));
    LogicalPlan above =
        remaining.isEmpty()
            ? attachment.plan()
            : new Filter(attachment.plan(), context.operators().and(remaining));
    return restore(above, filter.output());
  }

  private static LogicalPlan unary(Unary unary, RuleContext context) {
    var attachment = new SubqueryAttachment(unary.child(), context);
    LogicalPlan rewritten = unary.mapExpressions(attachment::replace);
    return restore(rewritten.withChildren(List.of(attachment.plan())), unary.output());
  }

  /** A condition that pairs are asked moves to a place where rows are asked. */
  private static LogicalPlan join(Join join) {
    return switch (join.kind()) {
      case INNER -> {
        Join pairs =
            new Join(
                join.left(),
                join.right(),
                join.kind(),
                Literal.TRUE,
                join.dependent(),
                join.mark());
        yield new Filter(pairs, join.condition());
      }
      case LEFT_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE -> {
        LogicalPlan asked = new Filter(join.right(), join.condition());
        yield new Join(join.left(), asked, join.kind(), Literal.TRUE, true, join.mark());
      }
      case RIGHT_OUTER -> {
        LogicalPlan asked = new Filter(join.left(), join.condition());
        LogicalPlan turned =
            new Join(join.right(), asked, JoinKind.LEFT_OUTER, Literal.TRUE, true, join.mark());
        yield restore(turned, join.output());
      }
      case FULL_OUTER, LEFT_ANTI_NULL_AWARE, LEFT_MARK, RIGHT_SEMI, RIGHT_ANTI ->
          throw SampoException.unsupported(
              "A subquery in the condition of a " + join.kind() + " join",
              "Compute the subquery in one of the join's inputs.",
              null);
    };
  }

  /** Exactly the given columns of a plan that may yield more. */
  static LogicalPlan restore(LogicalPlan plan, List<ColumnReference> columns) {
    return plan.output().stream()
            .map(ColumnReference::id)
            .toList()
            .equals(columns.stream().map(ColumnReference::id).toList())
        ? plan
        : new Project(plan, columns.stream().map(NamedExpression::of).toList());
  }
}
