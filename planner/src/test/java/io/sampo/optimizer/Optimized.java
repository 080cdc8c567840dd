package io.sampo.optimizer;

import io.sampo.analyzer.Analyzer;
import io.sampo.analyzer.AnalyzerSettings;
import io.sampo.analyzer.Catalog;
import io.sampo.optimizer.statistics.Estimator;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Statement;
import io.sampo.sql.SqlParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;

/** Optimizes SQL text in tests. */
final class Optimized {
  private static final Path TPCH = Path.of("../bench/src/main/resources/tpch/queries");
  private static final Instant NOW = Instant.parse("2024-02-29T12:34:56.789Z");

  private Optimized() {}

  static LogicalPlan analyzed(Catalog catalog, String sql, ColumnIds ids) {
    var query = (Statement.Query) SqlParser.parseStatements(sql).getFirst();
    return new Analyzer(catalog, AnalyzerSettings.of(ZoneOffset.UTC, NOW))
        .analyze(query.relation(), ids);
  }

  static LogicalPlan sql(Catalog catalog, String sql) {
    var ids = new ColumnIds();
    return Optimizer.optimize(
        analyzed(catalog, sql, ids), OptimizerContext.of(ids, ZoneOffset.UTC));
  }

  static String tpch(int number) {
    try {
      return Files.readString(TPCH.resolve(String.format("q%02d.sql", number)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String printed(LogicalPlan plan) {
    return PlanPrinter.print(plan, new Estimator());
  }
}
