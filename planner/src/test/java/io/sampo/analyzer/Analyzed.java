package io.sampo.analyzer;

import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Statement;
import io.sampo.sql.SqlParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/** Analyzes SQL text in tests. */
public final class Analyzed {
  static final Instant NOW = Instant.parse("2024-02-29T12:34:56.789Z");

  private Analyzed() {}

  public static LogicalPlan sql(Catalog catalog, String sql) {
    return sql(catalog, sql, ZoneOffset.UTC);
  }

  public static LogicalPlan sql(Catalog catalog, String sql, ZoneId zone) {
    var query = (Statement.Query) SqlParser.parseStatements(sql).getFirst();
    return new Analyzer(catalog, AnalyzerSettings.of(zone, NOW)).analyze(query.relation());
  }

  /** The output as {@code name type, ...}; a nullable column has a question mark. */
  static String schema(LogicalPlan plan) {
    return plan.output().stream()
        .map(column ->
            column.name() + " " + column.type().simpleName() + (column.nullable() ? "?" : ""))
        .collect(Collectors.joining(", "));
  }
}
