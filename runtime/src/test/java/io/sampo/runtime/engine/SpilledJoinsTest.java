package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of join with its hash table on disk gives what it gives in memory: with null keys,
 * duplicates, conditions beside the keys, and one key that fills more than a partition.
 */
@NullMarked
@Tag("spills-anyway")
final class SpilledJoinsTest {
  private static final String LEFT =
      "(SELECT id AS a, CASE WHEN id % 11 = 0 THEN NULL WHEN id % 3 = 0 THEN 7 ELSE id % 500 END AS k,"
          + " concat('left row number ', id) AS s FROM range(0, 3000)) l";
  private static final String RIGHT =
      "(SELECT id AS b, CASE WHEN id % 13 = 0 THEN NULL WHEN id % 4 = 0 THEN 7 ELSE id % 700 + 100 END AS k,"
          + " concat('right row number ', id) AS t FROM range(0, 2000)) r";
  private static final String KEYS = "(SELECT DISTINCT k FROM " + RIGHT + ")";
  private static final String GIANT =
      "(SELECT id AS b, 7L AS k, concat('a row like all others ', id) AS t FROM range(0, 4000)) r";
  private static final String FEW =
      "(SELECT id AS a, CASE WHEN id % 5 = 0 THEN NULL ELSE id % 10 END AS k, concat('x', id) AS s FROM range(0, 60)) l";

  private static Session plain;
  private static List<Session> spilling = List.of();

  @BeforeAll
  static void open() {
    plain = session(1, true, false);
    spilling = List.of(session(1, true, true), session(3, true, true), session(2, false, true));
  }

  private static Session session(int partitions, boolean codegen, boolean forced) {
    return Session.builder()
        .master("local[2]")
        .config("sampo.partitions", String.valueOf(partitions))
        .config("sampo.codegen.enabled", String.valueOf(codegen))
        .config("sampo.spill.force", String.valueOf(forced))
        .config("sampo.batch.rows", forced ? "256" : "1024")
        .create();
  }

  @AfterAll
  static void close() {
    plain.close();
    spilling.forEach(Session::close);
  }

  static Stream<String> queries() {
    var queries = new ArrayList<String>();
    for (String kind :
        List.of(
            "JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN", "LEFT SEMI JOIN", "LEFT ANTI JOIN")) {
      String columns =
          kind.contains("SEMI") || kind.contains("ANTI") ? "a, l.k, s" : "a, l.k, s, b, r.k, t";
      String from = "SELECT " + columns + " FROM " + LEFT + " " + kind + " ";
      queries.add(from + RIGHT + " ON l.k = r.k AND b < 300");
      queries.add(from + RIGHT + " ON l.k = r.k AND a + b > 2500 AND b < 600");
      queries.add(from + RIGHT + " ON l.k <=> r.k AND a < 500 AND b < 500");
      queries.add(from + RIGHT + " ON l.k * 2 = r.k");
      String few = "SELECT " + columns + " FROM " + FEW + " " + kind + " ";
      queries.add(few + GIANT + " ON l.k = r.k");
      queries.add(few + GIANT + " ON l.k = r.k AND a * 100 + 1 = b");
      queries.add(few + GIANT + " ON a * 100 > b AND b > 3000");
      queries.add(few + GIANT + " ON l.k + b = 3");
    }
    queries.add("SELECT a, s FROM " + LEFT + " WHERE k IN (SELECT k FROM " + RIGHT + ")");
    queries.add("SELECT a, s FROM " + LEFT + " WHERE k NOT IN (SELECT k FROM " + RIGHT + ")");
    queries.add(
        "SELECT a, s FROM "
            + LEFT
            + " WHERE k NOT IN (SELECT k FROM "
            + RIGHT
            + " WHERE k IS NOT NULL)");
    queries.add("SELECT a, k IN (SELECT k FROM " + RIGHT + ") AS m FROM " + LEFT);
    queries.add(
        "SELECT a, k IN (SELECT k FROM " + RIGHT + " WHERE k IS NOT NULL) AS m FROM " + LEFT);
    queries.add("SELECT a, k IN (SELECT k FROM " + GIANT + ") AS m FROM " + FEW);
    queries.add("SELECT a, k IN (SELECT k FROM " + GIANT + " WHERE b > a) AS m, s FROM " + FEW);
    queries.add(
        "SELECT a, k NOT IN (SELECT nullif(k + b, 9) FROM "
            + GIANT
            + " WHERE b > a) AS m FROM "
            + FEW);
    queries.add(
        "SELECT a, EXISTS (SELECT 1 FROM "
            + GIANT
            + " WHERE r.k = l.k AND b > a * 50) AS m FROM "
            + FEW);
    queries.add("SELECT a, (SELECT max(b) FROM " + RIGHT + " WHERE r.k = l.k) AS m FROM " + LEFT);
    queries.add("SELECT a, (SELECT t FROM " + RIGHT + " WHERE r.b = l.a) AS m FROM " + LEFT);
    queries.add(
        "SELECT a, (SELECT t FROM " + GIANT + " WHERE b = a * 60 AND r.k = 7) AS m FROM " + FEW);
    queries.add(
        "SELECT l.k, count(*), sum(b), max(t) FROM "
            + LEFT
            + " JOIN "
            + RIGHT
            + " ON l.k = r.k LEFT JOIN "
            + KEYS
            + " d ON d.k = b GROUP BY l.k");
    queries.add(
        "SELECT a, b, d.id, e.id FROM "
            + LEFT
            + " JOIN "
            + RIGHT
            + " ON a = b LEFT JOIN range(0, 1500) d ON d.id = a FULL JOIN range(1000, 2500) e ON e.id = d.id");
    queries.add(
        "SELECT count(*), sum(x.a + y.a) FROM "
            + LEFT.replace(") l", ") x")
            + ", "
            + LEFT.replace(") l", ") y")
            + " WHERE x.k = y.k AND x.k > 10");
    return queries.stream();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void onDiskAsInMemory(String query) {
    List<String> expected = rows(plain, query);
    for (Session session : spilling) {
      assertThat(rows(session, query)).isEqualTo(expected);
    }
    // Into a sort, rows of some partitions are joined while the others' go to disk.
    assertThat(rows(spilling.get(1), query + " ORDER BY 1")).isEqualTo(expected);
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void aSecondRowOfAScalarSubqueryIsAnError() {
    String query = "SELECT a, (SELECT t FROM " + GIANT + " WHERE r.k = l.k) AS m FROM " + FEW;
    for (Session session : spilling) {
      assertThatThrownBy(() -> rows(session, query))
          .hasMessageContaining("SCALAR_SUBQUERY_TOO_MANY_ROWS");
    }
  }

  @Test
  void whatTheJoinDropsIsNotComputed() {
    String query =
        "SELECT 100 / (a - 10) FROM " + FEW + " JOIN (SELECT id FROM range(11, 50)) r ON a = r.id";
    List<String> expected = rows(plain, query);
    for (Session session : spilling) {
      assertThat(rows(session, query)).isEqualTo(expected);
    }
    // Into a sort, rows of some partitions are joined while the others' go to disk.
    assertThat(rows(spilling.get(1), query + " ORDER BY 1")).isEqualTo(expected);
  }

  /**
   * More rows than are dealt at a time, so that the partitions' blocks come from several rounds.
   */
  @Test
  void aBuildOfManyRowsIsDealtInRounds() {
    String query =
        "SELECT count(*), sum(b.id), sum(a.id) FROM range(700000) a JOIN range(0, 1400000, 2) b ON a.id = b.id";
    try (Session small =
        Session.builder().master("local[1]").config("sampo.memory", "32m").create()) {
      assertThat(small.sql(query).collect())
          .containsExactly(Row.of(350_000L, 122_499_650_000L, 122_499_650_000L));
    }
  }
}
