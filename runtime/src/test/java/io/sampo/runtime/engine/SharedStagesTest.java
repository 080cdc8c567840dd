package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What occurs twice in a query is computed once, and both places get its rows. */
@NullMarked
final class SharedStagesTest {
  private static final String DATA =
      "SELECT id, id * 7919 % 97 AS k, CASE WHEN id % 11 = 0 THEN NULL ELSE id % 13 END AS n,"
          + " concat('a text that is long ', id * 31 % 53) AS s FROM range(0, 2500)";

  /** Some relation, twice: {@code a} and {@code b}. */
  private static final List<String> USES =
      List.of(
          "SELECT a.k, a.c, b.c FROM a JOIN b ON a.k = b.k",
          "SELECT a.k, a.c FROM a WHERE a.c = (SELECT max(c) FROM b)",
          "SELECT k, c FROM a UNION ALL SELECT k, c FROM b",
          "SELECT t.id, a.c, b.c FROM t JOIN a ON t.k = a.k LEFT JOIN b ON t.id = b.k",
          "SELECT t.id FROM t WHERE t.k IN (SELECT k FROM a) AND t.n IN (SELECT k FROM b)",
          "SELECT a.k FROM a FULL JOIN b ON a.c = b.c AND a.k < b.k",
          "SELECT x.k, y.k FROM (SELECT * FROM a ORDER BY c DESC, k LIMIT 7) x"
              + " JOIN (SELECT * FROM b ORDER BY c DESC, k LIMIT 7) y ON x.k = y.k");

  private static final List<String> RELATIONS =
      List.of(
          "SELECT k, count(*) AS c FROM t WHERE n %s GROUP BY k",
          "SELECT k, count(DISTINCT s) AS c FROM t WHERE n %s GROUP BY k",
          "SELECT k, row_number() OVER (PARTITION BY n ORDER BY id) AS c FROM t WHERE n %s",
          "SELECT t.k, u.n AS c FROM t JOIN (SELECT * FROM t WHERE n %s AND id < 200) u"
              + " ON t.id = u.k");

  @ParameterizedTest
  @CsvSource({
    "1, 1024, true, false",
    "2, 3, true, false",
    "3, 1024, false, false",
    "2, 1024, true, true"
  })
  void bothPlacesGetTheRows(int partitions, int batch, boolean codegen, boolean spill) {
    try (Session session = open(partitions, batch, codegen, spill)) {
      for (String relation : RELATIONS) {
        for (String use : USES) {
          String shared = query(relation, "> 3", "> 3", use);
          // The same, written so that it is not seen to be.
          String apart = query(relation, "> 3", "* 2 > 7", use);
          assertThat(rows(session, shared)).as(shared).isEqualTo(rows(session, apart));
        }
      }
    }
  }

  private static String query(String relation, String one, String other, String use) {
    return "WITH a AS (%s), b AS (%s) %s"
        .formatted(relation.formatted(one), relation.formatted(other), use);
  }

  @Test
  void plansHaveOneStageForBoth() {
    try (Session session = open(2, 1024, true, false)) {
      String grouped = RELATIONS.getFirst();
      String use = USES.getFirst();
      assertThat(stages(session, query(grouped, "> 3", "> 3", use), "Group by")).isEqualTo(1);
      assertThat(stages(session, query(grouped, "> 3", "> 4", use), "Group by")).isEqualTo(2);
    }
  }

  @Test
  void randomRowsAreNotShared() {
    try (Session session = open(2, 1024, true, false)) {
      String random = "SELECT k, max(rand()) AS c FROM t WHERE n %s GROUP BY k";
      assertThat(stages(session, query(random, "> 3", "> 3", USES.getFirst()), "Group by"))
          .isEqualTo(2);
    }
  }

  private static long stages(Session session, String query, String sink) {
    String plan = session.sql("EXPLAIN " + query).collect().getFirst().toString();
    return plan.lines().filter(line -> line.contains("=> " + sink)).count();
  }

  private static Session open(int partitions, int batch, boolean codegen, boolean spill) {
    Session session =
        Session.builder()
            .master("local[2]")
            .appName("shared")
            .config("sampo.partitions", Integer.toString(partitions))
            .config("sampo.batch.rows", Integer.toString(batch))
            .config("sampo.codegen.enabled", codegen)
            .config("sampo.spill.force", spill)
            .create();
    session.sql(DATA).createOrReplaceTempView("t");
    return session;
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }
}
