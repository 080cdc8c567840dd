package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;
import static io.sampo.types.DataType.BOOLEAN;
import static io.sampo.types.DataType.BYTE;
import static io.sampo.types.DataType.DATE;
import static io.sampo.types.DataType.DAY_TIME_INTERVAL;
import static io.sampo.types.DataType.DOUBLE;
import static io.sampo.types.DataType.INTEGER;
import static io.sampo.types.DataType.LONG;
import static io.sampo.types.DataType.STRING;
import static io.sampo.types.DataType.TIMESTAMP;
import static io.sampo.types.DataType.TIMESTAMP_NTZ;
import static io.sampo.types.DataType.YEAR_MONTH_INTERVAL;

import io.sampo.plan.function.kernel.IntervalKernels;
import io.sampo.plan.function.kernel.TimeFormatKernels;
import io.sampo.plan.function.kernel.TimestampKernels;
import io.sampo.plan.function.kernel.WindowKernels;
import io.sampo.types.ArrayType;
import io.sampo.types.DataType;
import io.sampo.types.DecimalType;
import io.sampo.types.StructField;
import io.sampo.types.StructType;
import io.sampo.types.TimestampNtzType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Functions over timestamps and intervals. Those whose answer depends on the session's time zone
 * get it as a last argument.
 */
final class TimestampFunctions {
  private static final Parameter MOMENT = Parameter.of(TIMESTAMP);
  private static final Parameter LOCAL =
      new Parameter(
          "TIMESTAMP_NTZ", given -> Optional.of(given).filter(TimestampNtzType.class::isInstance));
  private static final Parameter TEXT = Parameter.of(STRING);
  private static final Parameter COUNT = Parameter.POSITION;
  private static final DecimalType SECONDS = new DecimalType(16, 6);

  /** Seconds as exact as a timestamp is; text and doubles are cast. */
  private static final Parameter EXACT_SECONDS =
      new Parameter(
          "DECIMAL(16,6)",
          given ->
              given.isNumeric() || TEXT.accept(given).isPresent()
                  ? Optional.of(SECONDS)
                  : Optional.empty());

  private static final Parameter TIME_WINDOW =
      new Parameter(
          "a time window",
          given ->
              Optional.of(given)
                  .filter(type ->
                      type instanceof StructType struct
                          && struct.names().equals(List.of("start", "end"))));

  private TimestampFunctions() {}

  static List<FunctionDefinition> rows() {
    var rows = new ArrayList<FunctionDefinition>();
    rows.addAll(fields());
    rows.addAll(arithmetic());
    rows.addAll(formats());
    rows.addAll(unix());
    rows.addAll(zones());
    rows.addAll(intervals());
    rows.addAll(windows());
    return rows;
  }

  private static List<FunctionDefinition> windows() {
    Parameter count = Parameter.of(LONG);
    return List.of(
        scalar("time_windows")
            .takes(LOCAL, count, count, count)
            .gives(windowsOf(TIMESTAMP_NTZ))
            .by(WindowKernels.class, "timeWindows")
            .takes(MOMENT, count, count, count)
            .gives(windowsOf(TIMESTAMP))
            .by(WindowKernels.class, "timeWindows")
            .does(
                "time_windows(timestamp, duration, slide, start)",
                "The windows, of lengths in microseconds, that hold the time.")
            .example(
                "time_windows(TIMESTAMP '2024-01-01 10:07:00', 600000000, 600000000, 0)",
                "[{2024-01-01 10:00:00, 2024-01-01 10:10:00}]"),
        scalar("window_time")
            .takes(TIME_WINDOW)
            .gives(types -> ((StructType) types.getFirst()).fields().getFirst().type())
            .by(WindowKernels.class, "windowTime")
            .does("window_time(window)", "The last moment of a window.")
            .example(
                "window_time(named_struct('start', TIMESTAMP '2024-01-01 10:00:00', 'end', TIMESTAMP '2024-01-01 10:10:00'))",
                "2024-01-01 10:09:59.999999"));
  }

  private static ArrayType windowsOf(DataType type) {
    return new ArrayType(
        StructType.of(new StructField("start", type, true), new StructField("end", type, true)),
        false);
  }

  private static List<FunctionDefinition> fields() {
    return List.of(
        scalar("hour")
            .takes(MOMENT)
            .inZone()
            .gives(INTEGER)
            .by(TimestampKernels.class, "hour")
            .does("hour(timestamp)", "The hour, 0 to 23.")
            .example("hour(TIMESTAMP '2024-02-29 12:58:59')", "12"),
        scalar("minute")
            .takes(MOMENT)
            .inZone()
            .gives(INTEGER)
            .by(TimestampKernels.class, "minute")
            .does("minute(timestamp)", "The minute, 0 to 59.")
            .example("minute(TIMESTAMP '2024-02-29 12:58:59')", "58"),
        scalar("second")
            .takes(MOMENT)
            .inZone()
            .gives(INTEGER)
            .by(TimestampKernels.class, "second")
            .does("second(timestamp)", "The second, 0 to 59.")
            .example("second(TIMESTAMP '2024-02-29 12:58:59')", "59"),
        scalar("second_with_fraction")
            .takes(MOMENT)
            .inZone()
            .gives(new DecimalType(8, 6))
            .by(TimestampKernels.class, "secondWithFraction")
            .does("EXTRACT(SECOND FROM timestamp)", "The second with its fraction.")
            .example("EXTRACT(SECOND FROM TIMESTAMP '2024-02-29 12:58:59.5')", "59.500000"),
        scalar("date_trunc")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(TEXT, MOMENT)
            .inZone()
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "dateTrunc")
            .does(
                "date_trunc(unit, timestamp)",
                "The start of the YEAR, QUARTER, MONTH, WEEK, DAY, HOUR, MINUTE, SECOND or MILLISECOND.")
            .example("date_trunc('HOUR', TIMESTAMP '2024-02-29 12:58:59')", "2024-02-29 12:00:00"));
  }

  private static List<FunctionDefinition> arithmetic() {
    return Stream.of(firstArithmetic(), secondArithmetic()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstArithmetic() {
    return List.of(
        scalar("add_interval")
            .takes(LOCAL, Parameter.of(DAY_TIME_INTERVAL))
            .gives(TIMESTAMP_NTZ)
            .by(TimestampKernels.class, "addLocalInterval")
            .takes(MOMENT, Parameter.of(DAY_TIME_INTERVAL))
            .inZone()
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "addInterval")
            .does("timestamp + interval", "The timestamp later by the interval.")
            .example("TIMESTAMP '2024-02-28 23:00:00' + INTERVAL '2' HOUR", "2024-02-29 01:00:00"),
        scalar("subtract_timestamps")
            .takes(LOCAL, LOCAL)
            .gives(DAY_TIME_INTERVAL)
            .by(TimestampKernels.class, "subtractTimestamps")
            .takes(MOMENT, MOMENT)
            .inZone()
            .gives(DAY_TIME_INTERVAL)
            .by(TimestampKernels.class, "subtractTimestamps")
            .does("end - start", "The time between two timestamps, as the clocks show them.")
            .example(
                "TIMESTAMP '2024-02-29 01:00:00' - TIMESTAMP '2024-02-28 23:00:00'",
                "INTERVAL '0 02:00:00' DAY TO SECOND"),
        scalar("add_units")
            .takes(TEXT, Parameter.of(LONG), MOMENT)
            .inZone()
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "addUnits")
            .does("dateadd(unit, count, timestamp)", "The timestamp so many units later.")
            .example("add_units('DAY', 1, TIMESTAMP '2024-02-28 20:00:00')", "2024-02-29 20:00:00"),
        scalar("difference_in_units")
            .takes(TEXT, MOMENT, MOMENT)
            .inZone()
            .gives(LONG)
            .by(TimestampKernels.class, "differenceInUnits")
            .does("timestampdiff(unit, start, end)", "The whole units from start to end.")
            .example(
                "difference_in_units('DAY', TIMESTAMP '2024-02-28 20:00:00', TIMESTAMP '2024-03-01 19:00:00')",
                "1"));
  }

  private static List<FunctionDefinition> secondArithmetic() {
    return List.of(
        scalar("months_between")
            .takes(MOMENT, MOMENT)
            .inZone()
            .gives(DOUBLE)
            .by(TimestampKernels.class, "monthsBetween")
            .takes(MOMENT, MOMENT, Parameter.of(BOOLEAN))
            .inZone()
            .gives(DOUBLE)
            .by(TimestampKernels.class, "monthsBetween")
            .does(
                "months_between(end, start[, rounded])",
                "The months from start to end, a month having 31 days.")
            .example("months_between('1997-02-28 10:30:00', '1996-10-30')", "3.94959677"),
        scalar("make_timestamp_ntz")
            .takes(COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS)
            .gives(TIMESTAMP_NTZ)
            .by(TimestampKernels.class, "makeLocalTimestamp")
            .does(
                "make_timestamp_ntz(year, month, day, hour, minute, second)",
                "A timestamp without time zone from its parts.")
            .example("make_timestamp_ntz(2024, 2, 29, 6, 30, 45.887)", "2024-02-29 06:30:45.887"),
        scalar("try_make_timestamp_ntz")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS)
            .gives(TIMESTAMP_NTZ)
            .by(TimestampKernels.class, "tryMakeLocalTimestamp")
            .does(
                "try_make_timestamp_ntz(year, month, day, hour, minute, second)",
                "As make_timestamp_ntz, but NULL when there is no such time.")
            .example("try_make_timestamp_ntz(2024, 2, 30, 6, 30, 45)", "NULL"),
        scalar("try_make_timestamp")
            .aliases("try_make_timestamp_ltz")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS)
            .inZone()
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "tryMakeTimestamp")
            .takes(COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS, TEXT)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "tryMakeTimestamp")
            .does(
                "try_make_timestamp(year, month, day, hour, minute, second[, zone])",
                "As make_timestamp, but NULL when there is no such time.")
            .example("try_make_timestamp(2024, 2, 30, 6, 30, 45)", "NULL"),
        scalar("make_timestamp")
            .aliases("make_timestamp_ltz")
            .takes(COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS)
            .inZone()
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "makeTimestamp")
            .takes(COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS, TEXT)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "makeTimestamp")
            .does(
                "make_timestamp(year, month, day, hour, minute, second[, zone])",
                "A timestamp from its parts.")
            .example("make_timestamp(2024, 2, 29, 6, 30, 45.887)", "2024-02-29 06:30:45.887"));
  }

  private static List<FunctionDefinition> formats() {
    return Stream.of(firstFormats(), secondFormats()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstFormats() {
    return List.of(
        scalar("date_format")
            .takes(MOMENT, TEXT)
            .inZone()
            .gives(STRING)
            .by(TimeFormatKernels.class, "format")
            .does("date_format(timestamp, pattern)", "The timestamp in the form of a pattern.")
            .example("date_format(DATE '2024-02-29', 'dd.MM.yyyy')", "29.02.2024"),
        scalar("to_date")
            .takes(TEXT, TEXT)
            .inZone()
            .gives(DATE)
            .by(TimeFormatKernels.class, "toDate")
            .does("to_date(text[, pattern])", "The date that a text stands for.")
            .example("to_date('29.02.2024', 'dd.MM.yyyy')", "2024-02-29"),
        scalar("try_to_date")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(TEXT, TEXT)
            .inZone()
            .gives(DATE)
            .by(TimeFormatKernels.class, "tryToDate")
            .does("try_to_date(text[, pattern])", "As to_date, but NULL for a malformed text.")
            .example("try_to_date('29.02', 'dd.MM.yyyy')", "NULL"),
        scalar("to_timestamp")
            .takes(TEXT, TEXT)
            .inZone()
            .gives(TIMESTAMP)
            .by(TimeFormatKernels.class, "toTimestamp")
            .does("to_timestamp(text[, pattern])", "The timestamp that a text stands for.")
            .example("to_timestamp('2024-02-29', 'yyyy-MM-dd')", "2024-02-29 00:00:00"));
  }

  private static List<FunctionDefinition> secondFormats() {
    return List.of(
        scalar("try_to_timestamp")
            .nulls(NullPolicy.STRICT_NULLABLE)
            .takes(TEXT, TEXT)
            .inZone()
            .gives(TIMESTAMP)
            .by(TimeFormatKernels.class, "tryToTimestamp")
            .does(
                "try_to_timestamp(text[, pattern])",
                "As to_timestamp, but NULL for a malformed text.")
            .example("try_to_timestamp('foo', 'yyyy-MM-dd')", "NULL"),
        scalar("to_timestamp_ntz")
            .takes(TEXT, TEXT)
            .gives(TIMESTAMP_NTZ)
            .by(TimeFormatKernels.class, "toLocalTimestamp")
            .does(
                "to_timestamp_ntz(text[, pattern])",
                "The timestamp without a zone that a text stands for.")
            .example("to_timestamp_ntz('2024-02-29', 'yyyy-MM-dd')", "2024-02-29 00:00:00"),
        scalar("from_unixtime")
            .takes(LONG)
            .inZone()
            .gives(STRING)
            .by(TimeFormatKernels.class, "fromUnixtime")
            .takes(LONG, STRING)
            .inZone()
            .gives(STRING)
            .by(TimeFormatKernels.class, "fromUnixtime")
            .does(
                "from_unixtime(seconds[, pattern])",
                "The timestamp so many seconds after 1970, as text.")
            .example("from_unixtime(86400, 'yyyy-MM-dd')", "1970-01-02"));
  }

  private static List<FunctionDefinition> unix() {
    return Stream.of(firstUnix(), secondUnix()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstUnix() {
    return List.of(
        scalar("unix_timestamp")
            .aliases("to_unix_timestamp")
            .takes(
                new Parameter(
                    "TIMESTAMP",
                    given -> given.equals(STRING) ? Optional.empty() : MOMENT.accept(given)))
            .gives(LONG)
            .by(TimestampKernels.class, "unixSeconds")
            .takes(STRING)
            .inZone()
            .gives(LONG)
            .by(TimeFormatKernels.class, "unixTimestamp")
            .takes(STRING, STRING)
            .inZone()
            .gives(LONG)
            .by(TimeFormatKernels.class, "unixTimestamp")
            .does(
                "unix_timestamp([timestamp[, pattern]])",
                "The seconds since 1970; of now without an argument.")
            .example("unix_timestamp('1970-01-02', 'yyyy-MM-dd')", "86400"),
        scalar("timestamp_seconds")
            .takes(LONG)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "timestampSeconds")
            .takes(Parameter.DECIMAL)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "timestampSeconds")
            .takes(DOUBLE)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "timestampSeconds")
            .does("timestamp_seconds(seconds)", "The timestamp so many seconds after 1970.")
            .example("timestamp_seconds(86400)", "1970-01-02 00:00:00"),
        scalar("timestamp_millis")
            .takes(LONG)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "timestampMillis")
            .does(
                "timestamp_millis(milliseconds)", "The timestamp so many milliseconds after 1970.")
            .example("timestamp_millis(1500)", "1970-01-01 00:00:01.5"));
  }

  private static List<FunctionDefinition> secondUnix() {
    return List.of(
        scalar("timestamp_micros")
            .takes(LONG)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "timestampMicros")
            .does(
                "timestamp_micros(microseconds)", "The timestamp so many microseconds after 1970.")
            .example("timestamp_micros(1500000)", "1970-01-01 00:00:01.5"),
        scalar("unix_seconds")
            .takes(MOMENT)
            .gives(LONG)
            .by(TimestampKernels.class, "unixSeconds")
            .does("unix_seconds(timestamp)", "The seconds since 1970.")
            .example("unix_seconds(timestamp_millis(1500))", "1"),
        scalar("unix_millis")
            .takes(MOMENT)
            .gives(LONG)
            .by(TimestampKernels.class, "unixMillis")
            .does("unix_millis(timestamp)", "The milliseconds since 1970.")
            .example("unix_millis(timestamp_millis(1500))", "1500"),
        scalar("unix_micros")
            .takes(MOMENT)
            .gives(LONG)
            .by(TimestampKernels.class, "unixMicros")
            .does("unix_micros(timestamp)", "The microseconds since 1970.")
            .example("unix_micros(timestamp_millis(1500))", "1500000"));
  }

  private static List<FunctionDefinition> zones() {
    return List.of(
        scalar("from_utc_timestamp")
            .takes(MOMENT, TEXT)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "fromUtc")
            .does(
                "from_utc_timestamp(timestamp, zone)",
                "What the zone's clocks show when those of UTC show the timestamp.")
            .example("from_utc_timestamp('2024-02-29', 'Asia/Seoul')", "2024-02-29 09:00:00"),
        scalar("to_utc_timestamp")
            .takes(MOMENT, TEXT)
            .gives(TIMESTAMP)
            .by(TimestampKernels.class, "toUtc")
            .does(
                "to_utc_timestamp(timestamp, zone)",
                "What the clocks of UTC show when the zone's show the timestamp.")
            .example("to_utc_timestamp('2024-02-29', 'Asia/Seoul')", "2024-02-28 15:00:00"),
        scalar("convert_timezone")
            .takes(STRING, STRING, TIMESTAMP_NTZ)
            .gives(TIMESTAMP_NTZ)
            .by(TimestampKernels.class, "convertZone")
            .takes(STRING, TIMESTAMP_NTZ)
            .inZone()
            .gives(TIMESTAMP_NTZ)
            .by(TimestampKernels.class, "convertFromSession")
            .does(
                "convert_timezone([from, ]to, timestamp)",
                "What the clocks of one zone show when those of another show the timestamp.")
            .example(
                "convert_timezone('Europe/Brussels', 'America/Los_Angeles', TIMESTAMP_NTZ '2021-12-06 00:00:00')",
                "2021-12-05 15:00:00"));
  }

  private static List<FunctionDefinition> intervals() {
    return Stream.of(firstIntervals(), secondIntervals()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> firstIntervals() {
    Parameter months = Parameter.of(YEAR_MONTH_INTERVAL);
    Parameter micros = Parameter.of(DAY_TIME_INTERVAL);
    Parameter exact =
        new Parameter(
            "a number",
            given ->
                given.isNumeric() && !given.isFloating()
                    ? Optional.of(DecimalRules.of(given))
                    : Optional.empty());
    Parameter floating = Parameter.of(DOUBLE);
    return List.of(
        scalar("multiply_interval")
            .takes(months, exact)
            .by(IntervalKernels.class, "multiplyMonths")
            .takes(micros, exact)
            .by(IntervalKernels.class, "multiplyMicros")
            .takes(months, floating)
            .by(IntervalKernels.class, "multiplyMonths")
            .takes(micros, floating)
            .by(IntervalKernels.class, "multiplyMicros")
            .does("interval * number", "The interval so many times.")
            .example("INTERVAL '3' HOUR * 2", "INTERVAL '0 06:00:00' DAY TO SECOND"),
        scalar("divide_interval")
            .takes(months, exact)
            .by(IntervalKernels.class, "divideMonths")
            .takes(micros, exact)
            .by(IntervalKernels.class, "divideMicros")
            .takes(months, floating)
            .by(IntervalKernels.class, "divideMonths")
            .takes(micros, floating)
            .by(IntervalKernels.class, "divideMicros")
            .does("interval / number", "A part of the interval.")
            .example("INTERVAL '3' HOUR / 2", "INTERVAL '0 01:30:00' DAY TO SECOND"),
        scalar("make_ym_interval")
            .takes(COUNT, COUNT)
            .gives(YEAR_MONTH_INTERVAL)
            .by(IntervalKernels.class, "makeYearMonth")
            .does("make_ym_interval(years, months)", "An interval of years and months.")
            .example("make_ym_interval(1, 2)", "INTERVAL '1-2' YEAR TO MONTH"),
        scalar("make_dt_interval")
            .takes(COUNT, COUNT, COUNT, EXACT_SECONDS)
            .gives(DAY_TIME_INTERVAL)
            .by(IntervalKernels.class, "makeDayTime")
            .does(
                "make_dt_interval(days, hours, minutes, seconds)",
                "An interval of days, hours, minutes and seconds.")
            .example(
                "make_dt_interval(1, 12, 30, 1.001)", "INTERVAL '1 12:30:01.001' DAY TO SECOND"),
        interval("make_interval", "makeInterval", NullPolicy.STRICT),
        interval("try_make_interval", "tryMakeInterval", NullPolicy.STRICT_NULLABLE),
        scalar("interval_years")
            .takes(months)
            .gives(INTEGER)
            .by(IntervalKernels.class, "years")
            .does("EXTRACT(YEAR FROM interval)", "The years of an interval.")
            .example("EXTRACT(YEAR FROM INTERVAL '2-5' YEAR TO MONTH)", "2"));
  }

  private static FunctionDefinition interval(String name, String kernel, NullPolicy nulls) {
    return scalar(name)
        .nulls(nulls)
        .takes(COUNT, COUNT, COUNT, COUNT, COUNT, COUNT, EXACT_SECONDS)
        .gives(DataType.CALENDAR_INTERVAL)
        .by(IntervalKernels.class, kernel)
        .does(
            name + "([years[, months[, weeks[, days[, hours[, minutes[, seconds]]]]]]])",
            "An interval of months, days and microseconds.")
        .example(
            name + "(100, 11, 1, 1, 12, 30, 01.001001)",
            "100 years 11 months 8 days 12 hours 30 minutes 1.001001 seconds");
  }

  private static List<FunctionDefinition> secondIntervals() {
    Parameter months = Parameter.of(YEAR_MONTH_INTERVAL);
    Parameter micros = Parameter.of(DAY_TIME_INTERVAL);
    new Parameter(
        "a number",
        given ->
            given.isNumeric() && !given.isFloating()
                ? Optional.of(DecimalRules.of(given))
                : Optional.empty());
    return List.of(
        scalar("interval_months")
            .takes(months)
            .gives(BYTE)
            .by(IntervalKernels.class, "months")
            .does("EXTRACT(MONTH FROM interval)", "The months of an interval, years left out.")
            .example("EXTRACT(MONTH FROM INTERVAL '2-5' YEAR TO MONTH)", "5"),
        scalar("interval_days")
            .takes(micros)
            .gives(INTEGER)
            .by(IntervalKernels.class, "days")
            .does("EXTRACT(DAY FROM interval)", "The days of an interval.")
            .example("EXTRACT(DAY FROM INTERVAL '3' DAY)", "3"),
        scalar("interval_hours")
            .takes(micros)
            .gives(BYTE)
            .by(IntervalKernels.class, "hours")
            .does("EXTRACT(HOUR FROM interval)", "The hours of an interval, days left out.")
            .example("EXTRACT(HOUR FROM INTERVAL '27' HOUR)", "3"),
        scalar("interval_minutes")
            .takes(micros)
            .gives(BYTE)
            .by(IntervalKernels.class, "minutes")
            .does("EXTRACT(MINUTE FROM interval)", "The minutes of an interval, hours left out.")
            .example("EXTRACT(MINUTE FROM INTERVAL '90' MINUTE)", "30"),
        scalar("interval_seconds")
            .takes(micros)
            .gives(new DecimalType(8, 6))
            .by(IntervalKernels.class, "seconds")
            .does("EXTRACT(SECOND FROM interval)", "The seconds of an interval, minutes left out.")
            .example("EXTRACT(SECOND FROM INTERVAL '90.5' SECOND)", "30.500000"));
  }
}
