package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Call;
import io.sampo.plan.expression.Expression;
import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.FunctionDefinition;
import io.sampo.types.DataType;
import io.sampo.types.DateType;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.StringType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import io.sampo.types.YearMonthIntervalType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code + - * /} with a date, timestamp or interval: calls of the functions that these operators
 * mean.
 */
final class DateArithmetic {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private DateArithmetic() {}

  /** The call that the operator stands for; empty when it is plain arithmetic. */
  static Optional<Expression> resolve(
      Binder binder, FunctionDefinition operator, List<Expression> arguments, Origin origin) {
    if (arguments.size() != 2) {
      return Optional.empty();
    }
    var arithmetic = new Arithmetic(binder, arguments.get(0), arguments.get(1), origin);
    return Optional.ofNullable(
        switch (operator.name()) {
          case "+" -> arithmetic.plus();
          case "-" -> arithmetic.minus();
          case "*" -> arithmetic.times();
          case "/" -> arithmetic.over();
          default -> null;
        });
  }

  private record Arithmetic(Binder binder, Expression left, Expression right, Origin origin) {
    @Nullable Expression plus() {
      if (isMoment(left) && !isMoment(right)) {
        return shift(left, right, false);
      }
      return isMoment(right) && !isMoment(left) ? shift(right, left, false) : null;
    }

    @Nullable Expression minus() {
      if (!isMoment(left) && !isMoment(right)) {
        return null;
      }
      if (isMoment(left) && isInterval(right) || isMoment(left) && right.type().isIntegral()) {
        return shift(left, right, true);
      }
      boolean dates = isDateLike(left) && isDateLike(right);
      return call(dates ? "subtract_dates" : "subtract_timestamps", left, right);
    }

    @Nullable Expression times() {
      if (isInterval(left)) {
        return call("multiply_interval", left, right);
      }
      return isInterval(right) ? call("multiply_interval", right, left) : null;
    }

    @Nullable Expression over() {
      return isInterval(left) ? call("divide_interval", left, right) : null;
    }

    private @Nullable Expression shift(Expression moment, Expression distance, boolean back) {
      boolean date = moment.type() instanceof DateType;
      if (date && (distance.type().isIntegral() || distance.type() instanceof StringType)) {
        return call(back ? "date_sub" : "date_add", moment, distance);
      }
      if (distance.type() instanceof YearMonthIntervalType) {
        return call("add_months", moment, turned(distance, back));
      }
      if (!(distance.type() instanceof DayTimeIntervalType)) {
        return null;
      }
      if (date && wholeDays(distance) != null) {
        return call(back ? "date_sub" : "date_add", moment, days(distance));
      }
      return call("add_interval", moment, turned(distance, back));
    }

    private Expression days(Expression interval) {
      Expression days = wholeDays(interval);
      return days == null ? interval : days;
    }

    /** The days of an interval that surely has no part of a day. */
    private @Nullable Expression wholeDays(Expression interval) {
      if (interval instanceof Literal literal && literal.value() instanceof Long micros) {
        long days = micros / MICROS_PER_DAY;
        boolean whole = micros % MICROS_PER_DAY == 0 && days == (int) days;
        return whole ? new Literal((int) days, DataType.INTEGER) : null;
      }
      if (interval instanceof Call call && call.name().equals("subtract_dates")) {
        return binder.call("datediff", call.arguments(), origin);
      }
      return null;
    }

    private Expression turned(Expression interval, boolean back) {
      if (!back) {
        return interval;
      }
      if (interval instanceof Literal literal && literal.value() instanceof Long micros) {
        return new Literal(Math.negateExact(micros), literal.type());
      }
      if (interval instanceof Literal literal && literal.value() instanceof Integer months) {
        return new Literal(Math.negateExact(months), literal.type());
      }
      return binder.call("negative", List.of(interval), origin);
    }

    private Expression call(String function, Expression first, Expression second) {
      return binder.call(function, List.of(first, second), origin);
    }
  }

  private static boolean isMoment(Expression expression) {
    DataType type = expression.type();
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNtzType;
  }

  private static boolean isDateLike(Expression expression) {
    return expression.type() instanceof DateType || expression.type() instanceof StringType;
  }

  private static boolean isInterval(Expression expression) {
    DataType type = expression.type();
    return type instanceof DayTimeIntervalType || type instanceof YearMonthIntervalType;
  }
}
