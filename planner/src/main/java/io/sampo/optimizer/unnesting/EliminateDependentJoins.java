package io.sampo.optimizer.unnesting;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.References;
import io.sampo.optimizer.rule.Rule;
import io.sampo.optimizer.rule.RuleContext;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.NamedExpression;
import io.sampo.plan.logical.JoinKind;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.plan.logical.LogicalPlan.Join;
import io.sampo.plan.logical.LogicalPlan.Project;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A dependent join becomes an ordinary one over a right side that no longer uses the left's
 * columns.
 *
 * <p>Inner ones must be gone before outer ones, so this runs from the leaves up. Columns of still
 * further outside stay in place until the join that yields them has its turn.
 */
public final class EliminateDependentJoins implements Rule<LogicalPlan> {
  @Override
  public Optional<LogicalPlan> apply(LogicalPlan node, RuleContext context) {
    if (!(node instanceof Join join) || !join.dependent()) {
      return Optional.empty();
    }
    Set<Long> outer = new LinkedHashSet<>(References.free(join.right()).keySet());
    outer.retainAll(References.outputIds(join.left()));
    if (outer.isEmpty()) {
      return Optional.of(independent(join, join.right(), List.of(), context));
    }
    boolean onlyExistence =
        switch (join.kind()) {
          case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_MARK -> true;
          case INNER, LEFT_OUTER, RIGHT_OUTER, FULL_OUTER, LEFT_SINGLE, RIGHT_SEMI, RIGHT_ANTI ->
              false;
        };
    LogicalPlan right = onlyExistence ? withoutUnusedColumns(join) : join.right();
    outer.retainAll(References.free(right).keySet());
    LogicalPlan result =
        new CorrelationPull(context, outer, onlyExistence)
            .pull(right)
            .flatMap(pulled -> joined(join, pulled, context))
            .orElseGet(() -> DomainPushdown.eliminate(join, right, outer, context));
    return Optional.of(ReplaceSubqueriesWithJoins.restore(result, join.output()));
  }

  /** What an EXISTS selects is of no interest. */
  private static LogicalPlan withoutUnusedColumns(Join join) {
    if (!(join.right() instanceof Project project)) {
      return join.right();
    }
    Set<Long> used = References.ids(join.condition());
    List<NamedExpression> kept =
        project.columns().stream().filter(column -> used.contains(column.id())).toList();
    return new Project(project.child(), kept);
  }

  private static Optional<LogicalPlan> joined(Join join, PulledPlan pulled, RuleContext context) {
    if (pulled.whenEmpty().isEmpty()) {
      return Optional.of(independent(join, pulled.plan(), pulled.conditions(), context));
    }
    Map<Long, Expression> whenEmpty = pulled.whenEmpty().get();
    return switch (join.kind()) {
      case INNER, LEFT_OUTER, LEFT_SINGLE ->
          join.condition().equals(Literal.TRUE)
              ? Optional.of(withEmptyValues(join, pulled, whenEmpty, context))
              : Optional.empty();
      case LEFT_SEMI, LEFT_ANTI, LEFT_ANTI_NULL_AWARE, LEFT_MARK -> Optional.empty();
      case RIGHT_OUTER, FULL_OUTER, RIGHT_SEMI, RIGHT_ANTI -> Optional.empty();
    };
  }

  private static LogicalPlan independent(
      Join join, LogicalPlan right, List<Expression> conditions, RuleContext context) {
    var all = new ArrayList<Expression>();
    all.add(join.condition());
    Set<Long> left = References.outputIds(join.left());
    for (Expression condition : conditions) {
      all.add(
          countsNulls(join.kind()) && condition.nullable()
              ? twoValued(condition, left, context)
              : condition);
    }
    return new Join(
        join.left(), right, join.kind(), context.operators().and(all), false, join.mark());
  }

  /** Whether a condition that is null differs from one that is false. */
  private static boolean countsNulls(JoinKind kind) {
    return switch (kind) {
      case LEFT_ANTI_NULL_AWARE, LEFT_MARK -> true;
      case INNER, LEFT_OUTER, RIGHT_OUTER, FULL_OUTER, LEFT_SEMI, LEFT_ANTI, LEFT_SINGLE -> false;
      case RIGHT_SEMI, RIGHT_ANTI -> false;
    };
  }

  /**
   * True where the condition is, false where it is false or null: a subquery's filter drops both.
   */
  private static Expression twoValued(Expression condition, Set<Long> outer, RuleContext context) {
    if (!Comparisons.isEquality(condition)) {
      return context.operators().call("coalesce", condition, Literal.FALSE);
    }
    Expression left = Comparisons.left(condition);
    Expression right = Comparisons.right(condition);
    Expression inner = References.anyOf(left, outer) ? right : left;
    return context
        .operators()
        .and(context.operators().call("<=>", left, right), context.operators().isNotNull(inner));
  }

  /**
   * A left join, above which rows that found no partner get what the subquery yields for no rows.
   */
  private static LogicalPlan withEmptyValues(
      Join join, PulledPlan pulled, Map<Long, Expression> whenEmpty, RuleContext context) {
    List<ColumnReference> wanted = join.right().output();
    boolean allNull =
        wanted.stream()
            .allMatch(
                column -> NullValues.isNull(Objects.requireNonNull(whenEmpty.get(column.id()))));
    var on = context.operators().and(pulled.conditions());
    // The correlated keys are all of the grouping keys, so there is at most one partner.
    if (allNull) {
      return Join.of(join.left(), pulled.plan(), JoinKind.LEFT_OUTER, on);
    }
    var inner = new ArrayList<NamedExpression>();
    var matched = new NamedExpression(context.ids().next(), "matched", Literal.TRUE);
    var outputs = new ArrayList<NamedExpression>();
    join.left().output().forEach(column -> outputs.add(NamedExpression.of(column)));
    for (ColumnReference column : wanted) {
      var renamed = new NamedExpression(context.ids().next(), column.name(), column);
      inner.add(renamed);
      Expression present = context.operators().isNull(matched.toReference().withNullable(true));
      Expression value =
          context
              .operators()
              .choose(
                  present,
                  Objects.requireNonNull(whenEmpty.get(column.id())),
                  renamed.toReference().withNullable(true));
      outputs.add(new NamedExpression(column.id(), column.name(), value));
    }
    inner.add(matched);
    References.columns(pulled.conditions()).values().stream()
        .filter(column -> References.outputIds(pulled.plan()).contains(column.id()))
        .forEach(column -> inner.add(NamedExpression.of(column)));
    LogicalPlan right = new Project(pulled.plan(), inner);
    return new Project(Join.of(join.left(), right, JoinKind.LEFT_OUTER, on), outputs);
  }
}
