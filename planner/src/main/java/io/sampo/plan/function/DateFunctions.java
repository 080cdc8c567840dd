package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.DATE;
import static io.sampo.types.DataType.DAY_TIME_INTERVAL;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.YEAR_MONTH_INTERVAL;

import io.sampo.plan.function.kernel.DateKernels;
import java.util.List;

/** Functions over dates, timestamps and intervals. */
final class DateFunctions {
  private static final Parameter DAY = Parameter.of(DATE);

  private DateFunctions() {}

  static List<FunctionDefinition> rows() {
    return List.of(
        scalar("year").takes(DATE).gives(INTEGER).by(DateKernels.class, "year")
            .does("year(date)", "The year.").example("year(DATE '2024-02-29')", "2024"),
        scalar("quarter").takes(DATE).gives(INTEGER).by(DateKernels.class, "quarter")
            .does("quarter(date)", "The quarter, 1 to 4.").example("quarter(DATE '2024-02-29')", "1"),
        scalar("month").takes(DATE).gives(INTEGER).by(DateKernels.class, "month")
            .does("month(date)", "The month, 1 to 12.").example("month(DATE '2024-02-29')", "2"),
        scalar("day").aliases("dayofmonth").takes(DATE).gives(INTEGER).by(DateKernels.class, "day")
            .does("day(date)", "The day of the month.").example("day(DATE '2024-02-29')", "29"),
        scalar("date_add").aliases("dateadd").takes(DAY, Parameter.POSITION).gives(DATE).by(DateKernels.class, "dateAdd")
            .does("date_add(date, days)", "The date so many days later.")
            .example("date_add(DATE '2024-02-28', 1)", "2024-02-29"),
        scalar("date_sub").takes(DAY, Parameter.POSITION).gives(DATE).by(DateKernels.class, "dateSub")
            .does("date_sub(date, days)", "The date so many days earlier.")
            .example("date_sub(DATE '2024-03-01', 1)", "2024-02-29"),
        scalar("datediff").aliases("date_diff").takes(DATE, DATE).gives(INTEGER).by(DateKernels.class, "dateDifference")
            .does("datediff(end, start)", "The days from start to end.")
            .example("datediff(DATE '2024-03-01', DATE '2024-02-28')", "2"),
        scalar("subtract_dates").takes(DATE, DATE).gives(DAY_TIME_INTERVAL).by(DateKernels.class, "subtractDates")
            .does("end - start", "The time between two dates.")
            .example("DATE '2024-03-01' - DATE '2024-02-28'", "INTERVAL '2 00:00:00' DAY TO SECOND"),
        scalar("add_months")
            .takes(DAY, Parameter.POSITION).gives(DATE).by(DateKernels.class, "addMonths")
            .takes(DATE, YEAR_MONTH_INTERVAL).gives(DATE).by(DateKernels.class, "addMonths")
            .does("add_months(date, months)", "The date so many months later, at the latest the last day of that month.")
            .example("add_months(DATE '2024-01-31', 1)", "2024-02-29"));
  }
}
