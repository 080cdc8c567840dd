package io.sampo.plan.function;

import static io.sampo.plan.function.FunctionRow.scalar;

import java.util.List;
import java.util.stream.Stream;

/**
 * Functions of the moment and the session; the analyzer replaces them by constants, or by other
 * functions of dates.
 */
final class MomentFunctions {
  private MomentFunctions() {}

  private static FunctionDefinition row(
      String name,
      String usage,
      String description,
      String example,
      String result,
      String... aliases) {
    return scalar(name)
        .aliases(aliases)
        .nulls(NullPolicy.NEVER_NULL)
        .rewritten()
        .does(usage, description)
        .example(example, result);
  }

  static List<FunctionDefinition> rows() {
    return Stream.of(moments(), names()).flatMap(List::stream).toList();
  }

  private static List<FunctionDefinition> names() {
    return List.of(
        row(
            "current_user",
            "current_user()",
            "The name of the user that runs the session.",
            "current_user() IS NULL",
            "false",
            "user",
            "session_user"),
        row(
            "current_catalog",
            "current_catalog()",
            "The catalog of names: spark_catalog.",
            "current_catalog()",
            "spark_catalog"),
        row(
            "current_database",
            "current_database()",
            "The database of names: default.",
            "current_database()",
            "default",
            "current_schema"));
  }

  private static List<FunctionDefinition> moments() {
    return List.of(
        row(
            "current_date",
            "current_date()",
            "The date when the query started.",
            "current_date() = to_date(now())",
            "true",
            "curdate"),
        row(
            "current_timestamp",
            "current_timestamp()",
            "The moment when the query started.",
            "current_timestamp() = now()",
            "true",
            "now"),
        row(
            "localtimestamp",
            "localtimestamp()",
            "What the session's clocks showed when the query started.",
            "localtimestamp() = cast(now() AS TIMESTAMP_NTZ)",
            "true"),
        row(
            "current_timezone",
            "current_timezone()",
            "The session's time zone.",
            "current_timezone() IS NULL",
            "false"),
        row(
            "date_part",
            "EXTRACT(unit FROM a), date_part(unit, a)",
            "A part of a date, timestamp or interval.",
            "EXTRACT(WEEK FROM DATE '2019-08-12')",
            "33",
            "datepart",
            "extract"),
        row(
            "dateadd",
            "dateadd(unit, count, timestamp)",
            "The timestamp so many units later.",
            "dateadd('HOUR', 8, TIMESTAMP '2024-02-28 20:00:00')",
            "2024-02-29 04:00:00",
            "timestampadd"),
        row(
            "timestampdiff",
            "timestampdiff(unit, start, end)",
            "The whole units from start to end.",
            "timestampdiff('MONTH', TIMESTAMP '2024-01-31 00:00:00', TIMESTAMP '2024-04-30 00:00:00')",
            "2"));
  }
}
