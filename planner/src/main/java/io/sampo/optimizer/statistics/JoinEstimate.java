package io.sampo.optimizer.statistics;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.optimizer.expression.References;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.logical.JoinKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Estimates joins. Equal keys are taken to come from one domain, so that a pair matches with the
 * chance of one in the domain's size; the domain is that of the unfiltered tables, so a filter on
 * one side thins the result in proportion. A compound key has as many values as the smaller table
 * has rows, at most.
 */
public final class JoinEstimate {
  /**
   * How much a further key helps that is computed, as an aggregate's result is: mostly it depends
   * on the other keys.
   */
  private static final double COMPUTED = 4;

  private JoinEstimate() {}

  /** The result of joining two inputs. */
  public static PlanEstimate of(
      JoinKind kind, Expression condition, PlanEstimate left, PlanEstimate right) {
    return of(kind, Conjuncts.split(condition), left, right);
  }

  /** As {@link #of(JoinKind, Expression, PlanEstimate, PlanEstimate)}, for conjuncts. */
  public static PlanEstimate of(
      JoinKind kind, List<Expression> conjuncts, PlanEstimate left, PlanEstimate right) {
    var keys = new ArrayList<Expression[]>();
    var others = new ArrayList<Expression>();
    for (Expression conjunct : conjuncts) {
      Expression[] key = key(conjunct, left, right);
      if (key.length == 2) {
        keys.add(key);
      } else {
        others.add(conjunct);
      }
    }
    double pairs = left.rows() * right.rows() / domain(keys, left, right);
    Map<Long, ColumnEstimate> columns = new HashMap<>(left.columns());
    columns.putAll(right.columns());
    for (Expression[] key : keys) {
      shrink(key[0], key[1], left, right, columns);
    }
    PlanEstimate inner = Selectivity.filter(new PlanEstimate(pairs, columns), others);
    return finish(kind, inner, keys, others, left, right);
  }

  /** The rows of an input for which further conditions hold. */
  public static PlanEstimate filtered(PlanEstimate input, List<Expression> conjuncts) {
    return Selectivity.filter(input, conjuncts);
  }

  private static PlanEstimate finish(
      JoinKind kind,
      PlanEstimate inner,
      List<Expression[]> keys,
      List<Expression> others,
      PlanEstimate left,
      PlanEstimate right) {
    boolean turned = kind == JoinKind.RIGHT_SEMI || kind == JoinKind.RIGHT_ANTI;
    if (turned) {
      keys = keys.stream().map(key -> new Expression[] {key[1], key[0]}).toList();
    }
    double matched =
        turned ? matched(keys, others, right, left) : matched(keys, others, left, right);
    return switch (kind) {
      case INNER -> capped(inner, inner.rows());
      case LEFT_OUTER -> capped(inner, Math.max(inner.rows(), left.rows()));
      case RIGHT_OUTER -> capped(inner, Math.max(inner.rows(), right.rows()));
      case FULL_OUTER -> capped(inner, Math.max(inner.rows(), left.rows() + right.rows()));
      case LEFT_SINGLE -> capped(inner, left.rows());
      case LEFT_MARK -> left;
      case RIGHT_SEMI -> Estimator.scaled(right, matched);
      case RIGHT_ANTI -> Estimator.scaled(right, Math.max(0.05, 1 - matched));
      case LEFT_SEMI -> Estimator.scaled(left, matched);
      case LEFT_ANTI, LEFT_ANTI_NULL_AWARE -> Estimator.scaled(left, Math.max(0.05, 1 - matched));
    };
  }

  private static PlanEstimate capped(PlanEstimate input, double rows) {
    Map<Long, ColumnEstimate> columns = new HashMap<>();
    input.columns().forEach((id, column) -> columns.put(id, column.cappedTo(rows)));
    return new PlanEstimate(rows, columns);
  }

  /** The share of left rows with a partner: how much of the domain the right side still has. */
  private static double matched(
      List<Expression[]> keys, List<Expression> others, PlanEstimate left, PlanEstimate right) {
    double share = keys.isEmpty() ? Math.min(1, right.rows()) : 1;
    for (Expression[] key : keys) {
      ColumnEstimate from = Estimator.expression(key[0], left);
      ColumnEstimate to = Estimator.expression(key[1], right);
      share = Math.min(share, Math.min(1, to.distinct() / Math.max(from.domain(), 1)));
    }
    return others.isEmpty() ? share : share * 0.75;
  }

  private static void shrink(
      Expression leftKey,
      Expression rightKey,
      PlanEstimate left,
      PlanEstimate right,
      Map<Long, ColumnEstimate> columns) {
    ColumnEstimate one = Estimator.expression(leftKey, left);
    ColumnEstimate other = Estimator.expression(rightKey, right);
    double distinct = Math.min(one.distinct(), other.distinct());
    for (Expression key : List.of(leftKey, rightKey)) {
      if (key instanceof ColumnReference column) {
        ColumnEstimate known = columns.get(column.id());
        if (known != null) {
          columns.put(column.id(), known.withDistinct(distinct));
        }
      }
    }
  }

  /** Of how many possible key values a pair must share one. */
  private static double domain(List<Expression[]> keys, PlanEstimate left, PlanEstimate right) {
    var one = new ArrayList<ColumnEstimate>();
    var other = new ArrayList<ColumnEstimate>();
    double largest = 1;
    double computed = 1;
    for (Expression[] key : keys) {
      ColumnEstimate from = Estimator.expression(key[0], left);
      ColumnEstimate to = Estimator.expression(key[1], right);
      double domain = Math.max(from.domain(), to.domain());
      if (keys.size() > 1 && (from.table() == 0 || to.table() == 0)) {
        computed *= Math.min(domain, COMPUTED);
      } else {
        one.add(from);
        other.add(to);
        largest = Math.max(largest, domain);
      }
    }
    if (one.size() < 2) {
      return largest * computed;
    }
    double leftValues = compound(one);
    double rightValues = compound(other);
    // How many combinations a table holds is known only when its columns are independent: then the
    // larger domain counts. A cap
    // by the table's rows is an upper bound, so of two caps the smaller is nearer to the truth.
    boolean leftCapped = leftValues < product(one);
    boolean rightCapped = rightValues < product(other);
    double values =
        leftCapped && rightCapped
            ? Math.min(leftValues, rightValues)
            : leftCapped
                ? rightValues
                : rightCapped ? leftValues : Math.max(leftValues, rightValues);
    return Math.max(largest, values) * computed;
  }

  private static double product(List<ColumnEstimate> columns) {
    return columns.stream().mapToDouble(ColumnEstimate::domain).reduce(1, (a, b) -> a * b);
  }

  /**
   * How many combinations of values the columns may have: those of one table no more than it has
   * rows.
   */
  private static double compound(List<ColumnEstimate> columns) {
    Map<Long, List<ColumnEstimate>> tables = new HashMap<>();
    columns.forEach(
        column -> tables.computeIfAbsent(column.table(), _ -> new ArrayList<>()).add(column));
    double all = 1;
    for (List<ColumnEstimate> table : tables.values()) {
      double rows = table.stream().mapToDouble(ColumnEstimate::baseRows).max().orElse(1);
      all *= Math.min(product(table), rows);
    }
    return all;
  }

  /** The two sides of an equality between the inputs, left first; empty for other conditions. */
  private static Expression[] key(Expression conjunct, PlanEstimate left, PlanEstimate right) {
    if (Comparisons.isAnyEquality(conjunct)) {
      Expression one = Comparisons.left(conjunct);
      Expression other = Comparisons.right(conjunct);
      if (from(one, left) && from(other, right)) {
        return new Expression[] {one, other};
      }
      if (from(other, left) && from(one, right)) {
        return new Expression[] {other, one};
      }
    }
    return new Expression[0];
  }

  private static boolean from(Expression expression, PlanEstimate side) {
    Set<Long> ids = References.ids(expression);
    return !ids.isEmpty() && side.columns().keySet().containsAll(ids);
  }
}
