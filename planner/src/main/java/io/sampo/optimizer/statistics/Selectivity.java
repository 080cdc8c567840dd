package io.sampo.optimizer.statistics;

import io.sampo.optimizer.expression.Comparisons;
import io.sampo.optimizer.expression.Conjuncts;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Cast;
import io.sampo.plan.expression.ColumnReference;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.InList;
import io.sampo.plan.expression.Literal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The share of rows that conditions let through. Values are taken to be spread evenly between a
 * column's bounds and over its distinct values; conditions over different columns to be
 * independent, those over one column to cut one interval.
 */
final class Selectivity {
  private static final double UNKNOWN = 0.25;
  private static final double INEQUALITY = 1 / 3.0;
  private static final double BETWEEN_COLUMNS = 0.5;
  private static final double CONTAINS = 0.1;
  private static final double STARTS_WITH = 0.05;

  private Selectivity() {}

  /** The rows for which all conditions are true. */
  static PlanEstimate filter(PlanEstimate input, List<Expression> conjuncts) {
    if (conjuncts.isEmpty()) {
      return input;
    }
    Map<Long, ColumnEstimate> columns = new HashMap<>(input.columns());
    Map<Long, double[]> intervals = new LinkedHashMap<>();
    double share = 1;
    for (Expression conjunct : conjuncts) {
      if (!cut(conjunct, input, intervals)) {
        share *= of(conjunct, input);
        narrow(conjunct, input, columns);
      }
    }
    for (var entry : intervals.entrySet()) {
      ColumnEstimate column = input.column(entry.getKey());
      double low = Math.max(entry.getValue()[0], column.low());
      double high = Math.min(entry.getValue()[1], column.high());
      share *= interval(column, low, high);
      columns.put(entry.getKey(), column.within(low, Math.max(low, high)));
    }
    double rows = input.rows() * share;
    columns.replaceAll((_, column) -> column.cappedTo(rows));
    return new PlanEstimate(rows, columns);
  }

  /**
   * Notes a comparison of a bounded column with a constant as a cut of the column's interval; false
   * when it is none.
   */
  private static boolean cut(
      Expression condition, PlanEstimate input, Map<Long, double[]> intervals) {
    if (!(condition instanceof Call call) || !Comparisons.isComparison(call)) {
      return false;
    }
    String operator = call.name();
    Expression left = uncast(call.arguments().get(0));
    Expression right = uncast(call.arguments().get(1));
    if (left instanceof Literal && right instanceof ColumnReference) {
      Expression column = right;
      right = left;
      left = column;
      operator = Comparisons.swapped(operator).orElse(operator);
    }
    if (!(left instanceof ColumnReference column)
        || !(right instanceof Literal literal)
        || !operator.matches("<|<=|>|>=")
        || !input.column(column.id()).bounded()) {
      return false;
    }
    double value = NumberLine.of(literal.value());
    if (Double.isNaN(value)) {
      return false;
    }
    double[] interval =
        intervals.computeIfAbsent(
            column.id(), _ -> new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});
    boolean discrete = NumberLine.discrete(column.type());
    switch (operator) {
      case "<" -> interval[1] = Math.min(interval[1], discrete ? value - 1 : value);
      case "<=" -> interval[1] = Math.min(interval[1], value);
      case ">" -> interval[0] = Math.max(interval[0], discrete ? value + 1 : value);
      default -> interval[0] = Math.max(interval[0], value);
    }
    return true;
  }

  private static double interval(ColumnEstimate column, double low, double high) {
    double notNull = 1 - column.nullFraction();
    if (high < low) {
      return 0;
    }
    double width = column.high() - column.low();
    double one = 1 / column.distinct();
    double share = width <= 0 ? 1 : (high - low) / width + one;
    return Math.clamp(share, 0, 1) * notNull;
  }

  /** An equality leaves few values of its column. */
  private static void narrow(
      Expression condition, PlanEstimate input, Map<Long, ColumnEstimate> columns) {
    if (Comparisons.isAnyEquality(condition)) {
      Expression left = uncast(Comparisons.left(condition));
      Expression right = uncast(Comparisons.right(condition));
      if (left instanceof ColumnReference column && right instanceof Literal) {
        columns.put(column.id(), input.column(column.id()).withDistinct(1));
      } else if (right instanceof ColumnReference column && left instanceof Literal) {
        columns.put(column.id(), input.column(column.id()).withDistinct(1));
      }
    } else if (condition instanceof InList in && in.value() instanceof ColumnReference column) {
      columns.put(column.id(), input.column(column.id()).withDistinct(in.items().size()));
    }
  }

  /** The share of rows for which one condition is true. */
  static double of(Expression condition, PlanEstimate input) {
    return switch (condition) {
      case Literal literal -> Boolean.TRUE.equals(literal.value()) ? 1 : 0;
      case InList in -> {
        double distinct = Estimator.expression(in.value(), input).distinct();
        yield Math.min(1, in.items().size() / distinct);
      }
      case Call call -> call(call, input);
      case Expression _ -> UNKNOWN;
    };
  }

  private static double call(Call call, PlanEstimate input) {
    return switch (call.name()) {
      case "and" -> {
        double rows = Math.max(1, input.rows());
        yield filter(new PlanEstimate(rows, input.columns()), Conjuncts.split(call)).rows() / rows;
      }
      case "or" -> {
        double none = 1;
        for (Expression part : Conjuncts.splitOr(call)) {
          none *= 1 - of(part, input);
        }
        yield 1 - none;
      }
      case "not" -> 1 - of(call.arguments().getFirst(), input);
      case "isnull" -> nullFraction(call, input);
      case "isnotnull" -> 1 - nullFraction(call, input);
      case "=", "<=>" -> equality(call, input);
      case "<>" -> 1 - equality(call, input);
      case "<", "<=", ">", ">=" -> inequality(call, input);
      case "like", "ilike", "rlike", "contains", "endswith" -> pattern(call);
      case "startswith" -> STARTS_WITH;
      default -> UNKNOWN;
    };
  }

  private static double nullFraction(Call call, PlanEstimate input) {
    return call.arguments().getFirst() instanceof ColumnReference column
        ? input.column(column.id()).nullFraction()
        : 0.05;
  }

  private static double equality(Call call, PlanEstimate input) {
    Expression left = call.arguments().get(0);
    Expression right = call.arguments().get(1);
    double leftValues = left instanceof Literal ? 1 : Estimator.expression(left, input).distinct();
    double rightValues =
        right instanceof Literal ? 1 : Estimator.expression(right, input).distinct();
    return 1 / Math.max(1, Math.max(leftValues, rightValues));
  }

  private static double inequality(Call call, PlanEstimate input) {
    Map<Long, double[]> intervals = new LinkedHashMap<>();
    if (cut(call, input, intervals)) {
      var entry = intervals.entrySet().iterator().next();
      ColumnEstimate column = input.column(entry.getKey());
      return interval(
          column,
          Math.max(entry.getValue()[0], column.low()),
          Math.min(entry.getValue()[1], column.high()));
    }
    return call.arguments().stream().anyMatch(Literal.class::isInstance)
        ? INEQUALITY
        : BETWEEN_COLUMNS;
  }

  /** Each further piece of text that must occur makes a match rarer. */
  private static double pattern(Call call) {
    if (call.arguments().size() > 1
        && call.arguments().get(1) instanceof Literal literal
        && literal.value() instanceof String text) {
      double share = text.startsWith("%") || text.startsWith("_") ? 1 : STARTS_WITH / CONTAINS;
      for (String piece : text.split("%", -1)) {
        share *= piece.isEmpty() ? 1 : CONTAINS;
      }
      return Math.max(share, 0.001);
    }
    return CONTAINS;
  }

  private static Expression uncast(Expression expression) {
    return expression instanceof Cast cast ? uncast(cast.child()) : expression;
  }
}
