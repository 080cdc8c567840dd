package io.sampo.optimizer.statistics;

import io.sampo.plan.expression.AggregateCall;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;

/** What is believed of the values of functions. */
final class FunctionValues {
  /** How much a sum of a group is taken to exceed the average one at most. */
  private static final double SPREAD = 3;

  private FunctionValues() {}

  /** An upper estimate of how many values a function has. */
  static double distinct(Call call, PlanEstimate input) {
    return switch (call.name()) {
      case "year" -> years(call.arguments().getFirst(), input);
      case "quarter" -> 4;
      case "month" -> 12;
      case "day", "dayofmonth" -> 31;
      case "dayofweek", "weekday" -> 7;
      case "hour" -> 24;
      case "minute", "second" -> 60;
      case "substring", "substr", "left" ->
          call.arguments().getLast() instanceof Literal literal
                  && literal.value() instanceof Integer length
              ? Math.pow(10, Math.max(0, length))
              : Double.MAX_VALUE;
      case "isnull", "isnotnull", "=", "<>", "<", "<=", ">", ">=", "and", "or", "not", "like" -> 2;
      default -> Double.MAX_VALUE;
    };
  }

  private static double years(Expression date, PlanEstimate input) {
    ColumnEstimate column = Estimator.expression(date, input);
    boolean days = column.bounded() && Math.abs(column.high()) < 1e7;
    return days ? Math.ceil((column.high() - column.low()) / 365.25) + 1 : 100;
  }

  /** The results of an aggregate over groups of so many rows. */
  static ColumnEstimate aggregated(
      AggregateCall call, PlanEstimate input, double groups, double groupRows) {
    double distinct = Math.max(1, groups / 10);
    if (call.arguments().isEmpty()) {
      return ColumnEstimate.unknown(groups);
    }
    ColumnEstimate argument = Estimator.expression(call.arguments().getFirst(), input);
    return switch (call.name()) {
      case "count" -> {
        double most = Math.max(1, SPREAD * groupRows);
        yield new ColumnEstimate(
            Math.clamp(most, 1, Math.max(1, groups)), distinct, groups, 0, 0, 0, most);
      }
      case "min", "max", "avg" ->
          new ColumnEstimate(distinct, distinct, groups, 0, 0, argument.low(), argument.high());
      case "sum" -> {
        double mean = groupRows * (argument.low() + argument.high()) / 2;
        double edge = mean < 0 ? argument.high() : argument.low();
        yield new ColumnEstimate(
            distinct,
            distinct,
            groups,
            0,
            0,
            Math.min(edge, SPREAD * mean),
            Math.max(edge, SPREAD * mean));
      }
      default -> ColumnEstimate.unknown(groups);
    };
  }
}
