package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interpreted flows answer as compiled ones do. */
@NullMarked
final class InterpretedFlowsTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .master("local[2]")
            .appName("interpreted")
            .config("sampo.partitions", "2")
            .create();
    session
        .sql(
            "SELECT CASE WHEN id % 7 = 0 THEN NULL ELSE id % 5 END AS k, id AS a, CASE WHEN id % 4 = 0 THEN NULL ELSE"
                + " concat('a text that is long ', id % 3) END AS s, CAST(id AS DECIMAL(30, 2)) / 4 AS d, CAST(id AS DOUBLE) / 3 AS f"
                + " FROM range(0, 60)")
        .createOrReplaceTempView("l");
    session
        .sql(
            "SELECT CASE WHEN id % 5 = 0 THEN NULL ELSE id + 2 END AS k, id AS b, concat('a text that is long ', id) AS s"
                + " FROM range(0, 9)")
        .createOrReplaceTempView("r");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @Test
  void settingTurnsCodeGenerationOff() {
    assertThat(new EngineSettings(Map.of("sampo.codegen.enabled", "false")).execution().codegen())
        .isFalse();
    assertThat(new EngineSettings(Map.of()).execution().codegen()).isTrue();
  }

  private static List<String> rows(String query, boolean codegen) {
    session.conf().set("sampo.codegen.enabled", codegen);
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM l JOIN r ON l.k = r.k AND l.a > r.b",
        "SELECT * FROM l LEFT JOIN r ON l.k = r.k",
        "SELECT * FROM l RIGHT JOIN r ON l.k = r.k AND l.a > 30",
        "SELECT * FROM l FULL JOIN r ON l.s = r.s",
        "SELECT * FROM l LEFT SEMI JOIN r ON l.k <=> r.k",
        "SELECT * FROM l LEFT ANTI JOIN r ON l.k = r.k",
        "SELECT * FROM l CROSS JOIN r WHERE l.a < r.b",
        "SELECT * FROM l WHERE k NOT IN (SELECT k FROM r)",
        "SELECT * FROM l WHERE a NOT IN (SELECT k FROM r WHERE k IS NOT NULL)",
        "SELECT a, k IN (SELECT k FROM r) AS i FROM l",
        "SELECT * FROM l WHERE a < 5 OR EXISTS (SELECT 1 FROM r WHERE r.k = l.k)",
        "SELECT a, (SELECT max(b) FROM r WHERE r.k = l.k) FROM l",
        "SELECT k, s, count(*), count(s), sum(a), sum(d), sum(f), avg(d), avg(f), min(s), max(d) FROM l GROUP BY k, s",
        "SELECT k, median(f), mode(a), stddev(f), corr(f, a), any_value(k), count_if(a > 9) FROM l GROUP BY k",
        "SELECT count(*), sum(a), min(d), collect_set(k) FROM l WHERE a > 100",
        "SELECT k, s, sum(a) FROM l GROUP BY ROLLUP (k, s)",
        "SELECT d, count(DISTINCT s), sum(a) FILTER (WHERE a > 7) FROM l GROUP BY d",
        "SELECT a FROM l UNION ALL SELECT b FROM r",
        "SELECT a, rank() OVER (PARTITION BY k ORDER BY s), sum(d) OVER (PARTITION BY s) FROM l",
        "SELECT upper(s), a + 1, CASE WHEN a <> 0 THEN 10 / a END FROM l ORDER BY a LIMIT 7",
        "SELECT array(a, k), named_struct('x', s) FROM l"
      })
  void sameAnswer(String query) {
    assertThat(rows(query, false)).isEqualTo(rows(query, true));
  }
}
