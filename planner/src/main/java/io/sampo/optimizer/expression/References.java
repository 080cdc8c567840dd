package io.sampo.optimizer.expression;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Conditional;
import io.sampo.plan.expression.ExistsSubquery;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.InSubquery;
import io.sampo.plan.expression.Lambda;
import io.sampo.plan.expression.LambdaVariable;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.expression.QuantifiedSubquery;
import io.sampo.plan.expression.ScalarSubquery;
import io.sampo.plan.expression.Subplan;
import io.sampo.plan.expression.WindowCall;
import io.sampo.plan.logical.LogicalPlan;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which columns expressions and plans refer to. All answers keep the order of first occurrence. */
public final class References {
  private References() {}

  /**
   * The ids of the columns an expression uses, those that its subqueries take from outside
   * included.
   */
  public static Set<Long> ids(Expression expression) {
    return Set.copyOf(columns(List.of(expression)).keySet());
  }

  /** The columns that expressions use, by id. */
  public static SequencedMap<Long, ColumnReference> columns(
      Collection<? extends Expression> expressions) {
    var found = new LinkedHashMap<Long, ColumnReference>();
    expressions.forEach(expression -> collect(expression, found));
    return found;
  }

  private static void collect(Expression expression, Map<Long, ColumnReference> found) {
    if (expression instanceof ColumnReference column) {
      found.putIfAbsent(column.id(), column);
      return;
    }
    subplan(expression).ifPresent(plan -> free(plan).forEach(found::putIfAbsent));
    for (Expression child : expression.children()) {
      collect(child, found);
    }
  }

  /** The plan inside an expression that is a subquery. */
  public static Optional<LogicalPlan> subplan(Expression expression) {
    @Nullable Subplan plan =
        switch (expression) {
          case ExistsSubquery exists -> exists.plan();
          case InSubquery in -> in.plan();
          case QuantifiedSubquery quantified -> quantified.plan();
          case ScalarSubquery scalar -> scalar.plan();
          case AggregateCall _, Call _, Cast _, ColumnReference _, Conditional _, InList _ -> null;
          case Lambda _, LambdaVariable _, Literal _, WindowCall _ -> null;
        };
    return plan instanceof LogicalPlan logical ? Optional.of(logical) : Optional.empty();
  }

  /** Whether a subquery occurs in the expression. */
  public static boolean hasSubquery(Expression expression) {
    return expression.anyMatch(part -> subplan(part).isPresent());
  }

  /**
   * The columns a plan uses but does not yield anywhere inside, by id: those of outer plans. Rests
   * on ids being unique within a query.
   */
  public static SequencedMap<Long, ColumnReference> free(LogicalPlan plan) {
    var used = new LinkedHashMap<Long, ColumnReference>();
    var defined = new LinkedHashSet<Long>();
    plan.forEach(node -> {
      node.expressions().forEach(expression -> collect(expression, used));
      node.output().forEach(column -> defined.add(column.id()));
    });
    used.keySet().removeAll(defined);
    return used;
  }

  /** The ids of a plan's output columns. */
  public static Set<Long> outputIds(LogicalPlan plan) {
    var ids = new LinkedHashSet<Long>();
    plan.output().forEach(column -> ids.add(column.id()));
    return ids;
  }

  /** Whether every column of the expression is one of those. */
  public static boolean within(Expression expression, Set<Long> ids) {
    return ids.containsAll(ids(expression));
  }

  /** Whether some column of the expression is one of those. */
  public static boolean anyOf(Expression expression, Set<Long> ids) {
    return ids(expression).stream().anyMatch(ids::contains);
  }

  /**
   * The expression with columns replaced; columns that the map lacks stay. Subqueries are entered.
   */
  public static Expression substitute(
      Expression expression, Map<Long, ? extends Expression> replacements) {
    if (replacements.isEmpty()) {
      return expression;
    }
    if (expression instanceof ColumnReference column) {
      Expression replacement = replacements.get(column.id());
      return replacement == null ? column : replacement;
    }
    Expression mapped = expression.mapChildren(child -> substitute(child, replacements));
    return subplan(mapped)
        .map(plan -> withSubplan(mapped, substitute(plan, replacements)))
        .orElse(mapped);
  }

  /** The plan with columns of its expressions replaced. Only for columns that come from outside. */
  public static LogicalPlan substitute(
      LogicalPlan plan, Map<Long, ? extends Expression> replacements) {
    return plan.transformUp(
        node -> node.mapExpressions(expression -> substitute(expression, replacements)));
  }

  /** The same kind of subquery over another plan; other expressions stay as they are. */
  public static Expression withSubplan(Expression expression, LogicalPlan plan) {
    return switch (expression) {
      case ExistsSubquery exists ->
          exists.plan() == plan ? exists : new ExistsSubquery(plan, exists.origin());
      case InSubquery in -> in.plan() == plan ? in : new InSubquery(in.values(), plan, in.origin());
      case QuantifiedSubquery some ->
          some.plan() == plan
              ? some
              : new QuantifiedSubquery(
                  some.value(), some.operator(), some.all(), plan, some.origin());
      case ScalarSubquery scalar ->
          scalar.plan() == plan ? scalar : new ScalarSubquery(plan, scalar.origin());
      case AggregateCall _, Call _, Cast _, ColumnReference _, Conditional _, InList _ ->
          expression;
      case Lambda _, LambdaVariable _, Literal _, WindowCall _ -> expression;
    };
  }

  /** Whether equal inputs give equal results: no random numbers and the like. */
  public static boolean deterministic(Expression expression) {
    return !expression.anyMatch(part ->
        (part instanceof Call call && !call.function().definition().deterministic())
            || (part instanceof AggregateCall aggregate
                && !aggregate.function().definition().deterministic())
            || (part instanceof WindowCall window
                && !window.function().definition().deterministic()));
  }

  /** Whether all of them are deterministic. */
  public static boolean deterministic(List<Expression> expressions) {
    return expressions.stream().allMatch(References::deterministic);
  }
}
