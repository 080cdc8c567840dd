package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import io.sampo.types.DayTimeIntervalType;
import io.sampo.types.YearMonthIntervalType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code EXTRACT(unit FROM value)}: the function for each unit and its other names. */
final class DateParts {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          entry("y", "year"),
          entry("years", "year"),
          entry("yr", "year"),
          entry("yrs", "year"),
          entry("qtr", "quarter"),
          entry("mon", "month"),
          entry("mons", "month"),
          entry("months", "month"),
          entry("w", "week"),
          entry("weeks", "week"),
          entry("d", "day"),
          entry("days", "day"),
          entry("dow", "dayofweek"),
          entry("dow_iso", "dayofweek_iso"),
          entry("doy", "dayofyear"),
          entry("h", "hour"),
          entry("hours", "hour"),
          entry("hr", "hour"),
          entry("hrs", "hour"),
          entry("m", "minute"),
          entry("min", "minute"),
          entry("mins", "minute"),
          entry("minutes", "minute"),
          entry("s", "second"),
          entry("sec", "second"),
          entry("secs", "second"),
          entry("seconds", "second"));

  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          entry("year", "year"),
          entry("yearofweek", "yearofweek"),
          entry("quarter", "quarter"),
          entry("month", "month"),
          entry("week", "weekofyear"),
          entry("day", "day"),
          entry("dayofweek", "dayofweek"),
          entry("dayofyear", "dayofyear"),
          entry("hour", "hour"),
          entry("minute", "minute"),
          entry("second", "second_with_fraction"));

  private static final Map<String, String> OF_MONTHS =
      Map.of("year", "interval_years", "month", "interval_months");

  private static final Map<String, String> OF_DAYS =
      Map.of(
          "day",
          "interval_days",
          "hour",
          "interval_hours",
          "minute",
          "interval_minutes",
          "second",
          "interval_seconds");

  private DateParts() {}

  static Expression of(Binder binder, String unit, Expression value, Origin origin) {
    String lower = unit.toLowerCase(Locale.ROOT);
    String name = UNITS.getOrDefault(lower, lower);
    if (name.equals("dayofweek_iso")) {
      Expression weekday = binder.call("weekday", List.of(value), origin);
      var one = new io.sampo.plan.expression.Literal(1, io.sampo.types.DataType.INTEGER);
      return binder.call("+", List.of(weekday, one), origin);
    }
    Map<String, String> functions =
        value.type() instanceof YearMonthIntervalType
            ? OF_MONTHS
            : value.type() instanceof DayTimeIntervalType ? OF_DAYS : FUNCTIONS;
    String function = functions.get(name);
    if (function == null) {
      String units = String.join(", ", functions.keySet().stream().sorted().toList());
      throw AnalyzerErrors.mismatch(
          Binder.text(origin, "EXTRACT"),
          "there is no unit " + unit + " of " + value.type().sql() + "; there are " + units,
          origin);
    }
    return binder.call(function, List.of(value), origin);
  }
}
