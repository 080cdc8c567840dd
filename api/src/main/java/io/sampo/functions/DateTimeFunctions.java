package io.sampo.functions;

import static io.sampo.column.Column.call;
import static io.sampo.column.Column.literal;

import io.sampo.column.Column;

/**
 * Functions of dates and times, in the session's time zone. To be used through {@link Functions}.
 */
public abstract sealed class DateTimeFunctions extends StringFunctions permits CollectionFunctions {
  DateTimeFunctions() {}

  /** The date some months later, at the end of a shorter month. */
  public static Column add_months(Column date, int months) {
    return call("add_months", date, literal(months));
  }

  /** The date some months later, at the end of a shorter month. */
  public static Column add_months(Column date, Column months) {
    return call("add_months", date, months);
  }

  /** A timestamp without zone moved from one zone to another. */
  public static Column convert_timezone(Column sourceZone, Column targetZone, Column time) {
    return call("convert_timezone", sourceZone, targetZone, time);
  }

  /** Same as {@link #current_date}. */
  public static Column curdate() {
    return call("current_date");
  }

  /** The date at the start of the query. */
  public static Column current_date() {
    return call("current_date");
  }

  /** The time at the start of the query. */
  public static Column current_timestamp() {
    return call("current_timestamp");
  }

  /** The session's time zone. */
  public static Column current_timezone() {
    return call("current_timezone");
  }

  /** The date some days later. */
  public static Column date_add(Column date, int days) {
    return call("date_add", date, literal(days));
  }

  /** The date some days later. */
  public static Column date_add(Column date, Column days) {
    return call("date_add", date, days);
  }

  /** The days from start to end. */
  public static Column date_diff(Column end, Column start) {
    return call("datediff", end, start);
  }

  /** As text by a pattern such as yyyy-MM-dd. */
  public static Column date_format(Column time, String pattern) {
    return call("date_format", time, literal(pattern));
  }

  /** The date that many days after 1970-01-01. */
  public static Column date_from_unix_date(Column days) {
    return call("date_from_unix_date", days);
  }

  /** A field such as year or hour. */
  public static Column date_part(Column field, Column time) {
    return call("date_part", field, time);
  }

  /** The date some days earlier. */
  public static Column date_sub(Column date, int days) {
    return call("date_sub", date, literal(days));
  }

  /** The date some days earlier. */
  public static Column date_sub(Column date, Column days) {
    return call("date_sub", date, days);
  }

  /** The time cut to a unit such as hour or month. */
  public static Column date_trunc(String unit, Column time) {
    return call("date_trunc", literal(unit), time);
  }

  /** The date some days later. */
  public static Column dateadd(Column date, Column days) {
    return call("date_add", date, days);
  }

  /** The days from start to end. */
  public static Column datediff(Column end, Column start) {
    return call("datediff", end, start);
  }

  /** A field such as year or hour. */
  public static Column datepart(Column field, Column time) {
    return call("date_part", field, time);
  }

  /** The day of the month. */
  public static Column day(Column date) {
    return call("day", date);
  }

  /** The short name of the day. */
  public static Column dayname(Column date) {
    return call("dayname", date);
  }

  /** The day of the month. */
  public static Column dayofmonth(Column date) {
    return call("dayofmonth", date);
  }

  /** The day of the week, 1 is Sunday. */
  public static Column dayofweek(Column date) {
    return call("dayofweek", date);
  }

  /** The day of the year. */
  public static Column dayofyear(Column date) {
    return call("dayofyear", date);
  }

  /** A field such as year or hour. */
  public static Column extract(Column field, Column time) {
    return call("date_part", field, time);
  }

  /** Seconds since 1970 as text. */
  public static Column from_unixtime(Column seconds) {
    return call("from_unixtime", seconds);
  }

  /** Seconds since 1970 as text by a pattern. */
  public static Column from_unixtime(Column seconds, String pattern) {
    return call("from_unixtime", seconds, literal(pattern));
  }

  /** A time in UTC as the local time of a zone. */
  public static Column from_utc_timestamp(Column time, String zone) {
    return call("from_utc_timestamp", time, literal(zone));
  }

  /** The hour. */
  public static Column hour(Column time) {
    return call("hour", time);
  }

  /** The last day of the month. */
  public static Column last_day(Column date) {
    return call("last_day", date);
  }

  /** The local time at the start of the query, without zone. */
  public static Column localtimestamp() {
    return call("localtimestamp");
  }

  /** A date of its parts. */
  public static Column make_date(Column year, Column month, Column day) {
    return call("make_date", year, month, day);
  }

  /** A length of time of its parts. */
  public static Column make_dt_interval(Column days, Column hours, Column minutes, Column seconds) {
    return call("make_dt_interval", days, hours, minutes, seconds);
  }

  /** A time of its parts. */
  public static Column make_timestamp(
      Column year, Column month, Column day, Column hour, Column minute, Column second) {
    return call("make_timestamp", year, month, day, hour, minute, second);
  }

  /** A length of months of its parts. */
  public static Column make_ym_interval(Column years, Column months) {
    return call("make_ym_interval", years, months);
  }

  /** The minute. */
  public static Column minute(Column time) {
    return call("minute", time);
  }

  /** The month, from 1. */
  public static Column month(Column date) {
    return call("month", date);
  }

  /** The short name of the month. */
  public static Column monthname(Column date) {
    return call("monthname", date);
  }

  /** The months from start to end, with a fraction of 31-day months. */
  public static Column months_between(Column end, Column start) {
    return call("months_between", end, start);
  }

  /** The months from start to end, rounded to 8 digits if asked. */
  public static Column months_between(Column end, Column start, boolean roundOff) {
    return call("months_between", end, start, literal(roundOff));
  }

  /** The first such weekday behind the date. */
  public static Column next_day(Column date, String day) {
    return call("next_day", date, literal(day));
  }

  /** Same as {@link #current_timestamp}. */
  public static Column now() {
    return call("now");
  }

  /** The quarter, 1 to 4. */
  public static Column quarter(Column date) {
    return call("quarter", date);
  }

  /** The second. */
  public static Column second(Column time) {
    return call("second", time);
  }

  /** The time that many microseconds after 1970. */
  public static Column timestamp_micros(Column micros) {
    return call("timestamp_micros", micros);
  }

  /** The time that many milliseconds after 1970. */
  public static Column timestamp_millis(Column millis) {
    return call("timestamp_millis", millis);
  }

  /** The time that many seconds after 1970. */
  public static Column timestamp_seconds(Column seconds) {
    return call("timestamp_seconds", seconds);
  }

  /** Text or a timestamp as a date. */
  public static Column to_date(Column text) {
    return call("to_date", text);
  }

  /** Text as a date by a pattern. */
  public static Column to_date(Column text, String pattern) {
    return call("to_date", text, literal(pattern));
  }

  /** Text as a timestamp. */
  public static Column to_timestamp(Column text) {
    return call("to_timestamp", text);
  }

  /** Text as a timestamp by a pattern. */
  public static Column to_timestamp(Column text, String pattern) {
    return call("to_timestamp", text, literal(pattern));
  }

  /** Text as a timestamp without zone. */
  public static Column to_timestamp_ntz(Column text) {
    return call("to_timestamp_ntz", text);
  }

  /** The seconds since 1970. */
  public static Column to_unix_timestamp(Column time) {
    return call("to_unix_timestamp", time);
  }

  /** A local time of a zone as the time in UTC. */
  public static Column to_utc_timestamp(Column time, String zone) {
    return call("to_utc_timestamp", time, literal(zone));
  }

  /** The date cut to a unit such as year or month. */
  public static Column trunc(Column date, String unit) {
    return call("trunc", date, literal(unit));
  }

  /** Text as a timestamp, null when malformed. */
  public static Column try_to_timestamp(Column text) {
    return call("try_to_timestamp", text);
  }

  /** Text as a timestamp by a pattern, null when malformed. */
  public static Column try_to_timestamp(Column text, Column pattern) {
    return call("try_to_timestamp", text, pattern);
  }

  /** The days since 1970-01-01. */
  public static Column unix_date(Column date) {
    return call("unix_date", date);
  }

  /** The microseconds since 1970. */
  public static Column unix_micros(Column time) {
    return call("unix_micros", time);
  }

  /** The milliseconds since 1970. */
  public static Column unix_millis(Column time) {
    return call("unix_millis", time);
  }

  /** The seconds since 1970. */
  public static Column unix_seconds(Column time) {
    return call("unix_seconds", time);
  }

  /** The seconds since 1970 at the start of the query. */
  public static Column unix_timestamp() {
    return call("unix_timestamp");
  }

  /** The seconds since 1970. */
  public static Column unix_timestamp(Column time) {
    return call("unix_timestamp", time);
  }

  /** The seconds since 1970 of text by a pattern. */
  public static Column unix_timestamp(Column text, String pattern) {
    return call("unix_timestamp", text, literal(pattern));
  }

  /** The day of the week, 0 is Monday. */
  public static Column weekday(Column date) {
    return call("weekday", date);
  }

  /** The ISO week. */
  public static Column weekofyear(Column date) {
    return call("weekofyear", date);
  }

  /** The year. */
  public static Column year(Column date) {
    return call("year", date);
  }

  /** The windows of a length such as {@code 10 minutes} that hold the time: to group by. */
  public static Column window(Column time, String duration) {
    return call("window", time, literal(duration));
  }

  /** Windows that begin more often than they end. */
  public static Column window(Column time, String duration, String slide) {
    return call("window", time, literal(duration), literal(slide));
  }

  /** Windows that begin at another moment than 1970-01-01 00:00:00 UTC. */
  public static Column window(Column time, String duration, String slide, String start) {
    return call("window", time, literal(duration), literal(slide), literal(start));
  }

  /** Times that follow each other within a gap such as {@code 5 minutes}: to group by. */
  public static Column session_window(Column time, String gap) {
    return call("session_window", time, literal(gap));
  }

  /** As {@link #session_window(Column, String)}, with a gap for each row. */
  public static Column session_window(Column time, Column gap) {
    return call("session_window", time, gap);
  }

  /** The last moment of a window. */
  public static Column window_time(Column window) {
    return call("window_time", window);
  }
}
