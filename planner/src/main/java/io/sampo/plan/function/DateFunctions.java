package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.DATE;
import static io.sampo.types.DataType.DAY_TIME_INTERVAL;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.STRING;
import static io.sampo.types.DataType.YEAR_MONTH_INTERVAL;

import io.sampo.plan.function.kernel.DateKernels;
import io.sampo.plan.function.kernel.TimestampKernels;
import io.sampo.types.DataType;
import io.sampo.types.TimestampNtzType;
import io.sampo.types.TimestampType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions over dates. */
final class DateFunctions {
  private static final Parameter DAY = Parameter.of(DATE);
  private static final Parameter COUNT = Parameter.POSITION;
  private static final Parameter TIMESTAMP =
      new Parameter(
          "TIMESTAMP", given -> Optional.of(given).filter(TimestampType.class::isInstance));
  private static final Parameter LOCAL =
      new Parameter(
          "TIMESTAMP_NTZ", given -> Optional.of(given).filter(TimestampNtzType.class::isInstance));

  private DateFunctions() {}

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(fields());
    rows.addAll(arithmetic());
    rows.addAll(moves());
    return rows;
  }

  private static FunctionDefinition field(
      String name, String does, String example, String result, String... aliases) {
    return scalar(name)
        .aliases(aliases)
        .takes(DATE)
        .gives(INTEGER)
        .by(DateKernels.class, name)
        .does(name + "(date)", does)
        .example(example, result);
  }

  private static List<FunctionDefinition> fields() {
    return List.of(
        field("year", "The year.", "year(DATE '2024-02-29')", "2024"),
        field("quarter", "The quarter, 1 to 4.", "quarter(DATE '2024-02-29')", "1"),
        field("month", "The month, 1 to 12.", "month(DATE '2024-02-29')", "2"),
        field("day", "The day of the month.", "day(DATE '2024-02-29')", "29", "dayofmonth"),
        field("dayofweek", "1 for Sunday to 7 for Saturday.", "dayofweek(DATE '2024-02-29')", "5"),
        field("weekday", "0 for Monday to 6 for Sunday.", "weekday(DATE '2024-02-29')", "3"),
        field("dayofyear", "The day of the year, from 1.", "dayofyear(DATE '2024-02-29')", "60"),
        field(
            "weekofyear",
            "The week of the year by ISO 8601.",
            "weekofyear(DATE '2024-02-29')",
            "9"),
        field(
            "yearofweek",
            "The year that the week belongs to by ISO 8601.",
            "yearofweek(DATE '2024-12-31')",
            "2025"),
        scalar("dayname")
            .takes(DATE)
            .gives(STRING)
            .by(DateKernels.class, "dayname")
            .does("dayname(date)", "The day's name, of three letters.")
            .example("dayname(DATE '2024-02-29')", "Thu"),
        scalar("monthname")
            .takes(DATE)
            .gives(STRING)
            .by(DateKernels.class, "monthname")
            .does("monthname(date)", "The month's name, of three letters.")
            .example("monthname(DATE '2024-02-29')", "Feb"),
        scalar("unix_date")
            .takes(DATE)
            .gives(INTEGER)
            .by(DateKernels.class, "unixDate")
            .does("unix_date(date)", "The days since 1970-01-01.")
            .example("unix_date(DATE '1970-01-02')", "1"));
  }

  private static List<FunctionDefinition> arithmetic() {
    return List.of(
        scalar("date_add")
            .takes(DAY, COUNT)
            .gives(DATE)
            .by(DateKernels.class, "dateAdd")
            .does("date_add(date, days)", "The date so many days later.")
            .example("date_add(DATE '2024-02-28', 1)", "2024-02-29"),
        scalar("date_sub")
            .takes(DAY, COUNT)
            .gives(DATE)
            .by(DateKernels.class, "dateSub")
            .does("date_sub(date, days)", "The date so many days earlier.")
            .example("date_sub(DATE '2024-03-01', 1)", "2024-02-29"),
        scalar("datediff")
            .aliases("date_diff")
            .takes(DATE, DATE)
            .gives(INTEGER)
            .by(DateKernels.class, "dateDifference")
            .does("datediff(end, start)", "The days from start to end.")
            .example("datediff(DATE '2024-03-01', DATE '2024-02-28')", "2"),
        scalar("subtract_dates")
            .takes(DATE, DATE)
            .gives(DAY_TIME_INTERVAL)
            .by(DateKernels.class, "subtractDates")
            .does("end - start", "The time between two dates.")
            .example(
                "DATE '2024-03-01' - DATE '2024-02-28'", "INTERVAL '2 00:00:00' DAY TO SECOND"),
        scalar("add_months")
            .takes(TIMESTAMP, Parameter.of(YEAR_MONTH_INTERVAL))
            .inZone()
            .gives(DataType.TIMESTAMP)
            .by(TimestampKernels.class, "addMonths")
            .takes(LOCAL, Parameter.of(YEAR_MONTH_INTERVAL))
            .gives(DataType.TIMESTAMP_NTZ)
            .by(TimestampKernels.class, "addLocalMonths")
            .takes(DAY, COUNT)
            .gives(DATE)
            .by(DateKernels.class, "addMonths")
            .takes(DATE, YEAR_MONTH_INTERVAL)
            .gives(DATE)
            .by(DateKernels.class, "addMonths")
            .does(
                "add_months(date, months)",
                "The date so many months later, at the latest the last day of that month.")
            .example("add_months(DATE '2024-01-31', 1)", "2024-02-29"));
  }

  private static List<FunctionDefinition> moves() {
    return List.of(
        scalar("last_day")
            .takes(DATE)
            .gives(DATE)
            .by(DateKernels.class, "lastDay")
            .does("last_day(date)", "The last day of the month.")
            .example("last_day(DATE '2024-02-01')", "2024-02-29"),
        scalar("next_day")
            .takes(DATE, STRING)
            .gives(DATE)
            .by(DateKernels.class, "nextDay")
            .does("next_day(date, day)", "The first date behind this one that falls on the day.")
            .example("next_day(DATE '2024-02-29', 'MON')", "2024-03-04"),
        scalar("trunc")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(DATE, STRING)
            .gives(DATE)
            .by(DateKernels.class, "trunc")
            .does("trunc(date, unit)", "The first day of the YEAR, QUARTER, MONTH or WEEK.")
            .example("trunc(DATE '2024-02-29', 'YEAR')", "2024-01-01"),
        scalar("make_date")
            .takes(COUNT, COUNT, COUNT)
            .gives(DATE)
            .by(DateKernels.class, "makeDate")
            .does("make_date(year, month, day)", "A date from its parts.")
            .example("make_date(2024, 2, 29)", "2024-02-29"),
        scalar("date_from_unix_date")
            .takes(COUNT)
            .gives(DATE)
            .by(DateKernels.class, "dateFromUnixDate")
            .does("date_from_unix_date(days)", "The date so many days after 1970-01-01.")
            .example("date_from_unix_date(1)", "1970-01-02"));
  }
}
