package io.sampo.analyzer;

import io.sampo.error.Origin;
import io.sampo.plan.expression.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code EXTRACT(unit FROM value)}: the function for each unit. */
final class DateParts {
  private static final Map<String, String> FUNCTIONS =
      Map.ofEntries(
          Map.entry("year", "year"),
          Map.entry("y", "year"),
          Map.entry("years", "year"),
          Map.entry("yr", "year"),
          Map.entry("yrs", "year"),
          Map.entry("quarter", "quarter"),
          Map.entry("qtr", "quarter"),
          Map.entry("month", "month"),
          Map.entry("mon", "month"),
          Map.entry("mons", "month"),
          Map.entry("months", "month"),
          Map.entry("day", "day"),
          Map.entry("d", "day"),
          Map.entry("days", "day"));

  private DateParts() {}

  static Expression of(Binder binder, String unit, Expression value, Origin origin) {
    String function = FUNCTIONS.get(unit.toLowerCase(Locale.ROOT));
    if (function == null) {
      String units = String.join(", ", FUNCTIONS.values().stream().distinct().sorted().toList());
      throw AnalyzerErrors.mismatch(
          Binder.text(origin, "EXTRACT"), "there is no unit " + unit + "; there are " + units, origin);
    }
    return binder.call(function, List.of(value), origin);
  }
}
