package io.sampo.analyzer;

import static java.util.Map.entry;

import io.sampo.plan.expression.Literal;
import io.sampo.plan.function.kernel.TimeKernels;
import io.sampo.spec.Expression.Call;
import io.sampo.types.DataType;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Functions of the moment when the query started and of the session: constants of the query. */
final class MomentForms {
  private static final Set<String> BARE_WORDS =
      Set.of(
          "current_date",
          "current_timestamp",
          "localtimestamp",
          "current_user",
          "session_user",
          "user",
          "current_catalog",
          "current_database",
          "current_schema");

  private MomentForms() {}

  static Map<String, Form> forms() {
    return Map.ofEntries(
        entry("current_date", MomentForms::date),
        entry("curdate", MomentForms::date),
        entry("current_timestamp", MomentForms::timestamp),
        entry("now", MomentForms::timestamp),
        entry("localtimestamp", MomentForms::localTimestamp),
        entry("current_user", constant(System.getProperty("user.name", ""))),
        entry("user", constant(System.getProperty("user.name", ""))),
        entry("session_user", constant(System.getProperty("user.name", ""))),
        entry("current_catalog", constant("spark_catalog")),
        entry("current_database", constant("default")),
        entry("current_schema", constant("default")),
        entry("current_timezone", MomentForms::zone));
  }

  static boolean isBareWord(String word) {
    return BARE_WORDS.contains(word);
  }

  static long micros(AnalyzerSettings settings) {
    Instant now = settings.now();
    return Math.multiplyExact(now.getEpochSecond(), 1_000_000L) + now.getNano() / 1000;
  }

  private static Literal date(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 0);
    AnalyzerSettings settings = resolver.analysis().settings();
    return new Literal(
        TimeKernels.timestampToDate(micros(settings), settings.zone()), DataType.DATE);
  }

  private static Literal timestamp(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 0);
    return new Literal(micros(resolver.analysis().settings()), DataType.TIMESTAMP);
  }

  private static Literal localTimestamp(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 0);
    AnalyzerSettings settings = resolver.analysis().settings();
    return new Literal(
        TimeKernels.toLocal(micros(settings), settings.zone()), DataType.TIMESTAMP_NTZ);
  }

  private static Form constant(String value) {
    return (resolver, call) -> {
      SpecialForms.requireCount(call, 0);
      return new Literal(value, DataType.STRING);
    };
  }

  private static Literal zone(ExpressionResolver resolver, Call call) {
    SpecialForms.requireCount(call, 0);
    return new Literal(resolver.analysis().settings().zone().getId(), DataType.STRING);
  }
}
