package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** EXPLAIN ANALYZE shows, for each step of each stage, how many rows came out of it. */
@NullMarked
final class ExplainAnalyzeTest {
  private static final Path DATA =
      Path.of("..").toAbsolutePath().normalize().resolve("examples/src/test/resources/tpch/sf0.01");

  private static final String QUERY =
      """
      SELECT o_orderpriority, count(*) FROM orders JOIN lineitem ON o_orderkey = l_orderkey
      WHERE l_shipdate > DATE'1995-01-01' AND o_totalprice > 1000 AND rand() < 2
      GROUP BY o_orderpriority ORDER BY 1
      """;

  private static String analyze(Session session, String query) {
    return Objects.requireNonNull(
        session.sql("EXPLAIN ANALYZE " + query).collect().getFirst().getString(0));
  }

  private static List<Long> rows(String text, String step) {
    Matcher matcher = Pattern.compile("(?m)^ +([0-9,]+) .*" + step).matcher(text);
    return matcher
        .results()
        .map(result -> Long.parseLong(result.group(1).replace(",", "")))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"true, false, 2", "false, false, 3", "true, true, 1"})
  void countsTheRowsOfEachStep(String codegen, String spill, String partitions) {
    try (Session session =
        Session.builder()
            .master("local[2]")
            .config("sampo.codegen.enabled", codegen)
            .config("sampo.spill.force", spill)
            .config("sampo.partitions", partitions)
            .create()) {
      for (String table : List.of("orders", "lineitem")) {
        session
            .read()
            .parquet(DATA.resolve(table + ".parquet").toString())
            .createOrReplaceTempView(table);
      }
      String text = analyze(session, QUERY);
      long kept = session.sql("SELECT * FROM lineitem WHERE l_shipdate > DATE'1995-01-01'").count();
      long joined =
          session
              .sql(
                  """
                  SELECT * FROM orders JOIN lineitem ON o_orderkey = l_orderkey
                  WHERE l_shipdate > DATE'1995-01-01' AND o_totalprice > 1000
                  """)
              .count();
      assertThat(rows(text, "Scan parquet lineitem")).containsExactly(60_175L);
      assertThat(rows(text, "-> Filter \\[\\(l_shipdate")).containsExactly(kept);
      assertThat(rows(text, "-> Probe INNER")).containsExactly(joined);
      assertThat(rows(text, "=> Group by")).containsExactly(5L);
      assertThat(rows(text, "=> Result")).containsExactly(5L);
      assertThat(text)
          .contains("expected", "spilled", "of memory")
          .contains("5 rows out, 75,175 rows")
          .doesNotContain("Count as");
      boolean spilled =
          text.lines()
              .filter(line -> line.contains(" spilled, "))
              .anyMatch(line -> !line.contains(" 0 B spilled"));
      assertThat(spilled).isEqualTo(Boolean.parseBoolean(spill));
      assertThat(text.contains("table on disk: 64 cells -> ")).isEqualTo(spilled);
    }
  }
}
