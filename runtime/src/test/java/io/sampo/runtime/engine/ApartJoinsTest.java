package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import io.sampo.session.SessionBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tasks of a cluster read tables that are stored in the order of a column by ranges of its values,
 * so that they join and group rows without sending them. Answers are those of one process.
 */
@NullMarked
final class ApartJoinsTest {
  /** Rows of o by themselves or not, of l that are looked up by none of o, and several of a key. */
  private static final List<String> QUERIES =
      List.of(
          "SELECT o.k, v, w FROM o JOIN l ON o.k = l.k",
          "SELECT o.k, v, w FROM l JOIN o ON o.k = l.k AND w > v",
          "SELECT o.k, v, w FROM o LEFT JOIN l ON o.k = l.k",
          "SELECT o.k, l.k, w FROM o RIGHT JOIN l ON o.k = l.k",
          "SELECT o.k, l.k, w FROM o FULL JOIN l ON o.k = l.k",
          "SELECT * FROM o WHERE EXISTS (SELECT 1 FROM l WHERE l.k = o.k AND w % 3 = 0)",
          "SELECT * FROM o WHERE NOT EXISTS (SELECT 1 FROM l WHERE l.k = o.k AND w % 3 = 0)",
          "SELECT * FROM l WHERE EXISTS (SELECT 1 FROM o WHERE l.k = o.k AND v % 3 = 0)",
          "SELECT * FROM l WHERE NOT EXISTS (SELECT 1 FROM o WHERE l.k = o.k AND v % 3 = 0)",
          "SELECT * FROM l WHERE k NOT IN (SELECT k FROM o WHERE v % 2 = 0)",
          "SELECT * FROM l WHERE n IN (SELECT k FROM o)",
          "SELECT k, count(*), sum(w), min(n) FROM l GROUP BY k",
          "SELECT n, count(*), sum(w) FROM l GROUP BY n",
          "SELECT k, w % 2, count(DISTINCT w) FROM l GROUP BY 1, 2 HAVING count(*) > 1",
          "SELECT o.k, v, count(*), sum(w) FROM o JOIN l ON o.k = l.k GROUP BY o.k, v",
          "SELECT v % 5, count(*), sum(w) FROM o JOIN l ON o.k = l.k GROUP BY 1",
          "SELECT k, w, row_number() OVER (PARTITION BY k ORDER BY w, n, x) FROM l",
          "SELECT a.k, a.w, b.w FROM l a JOIN l b ON a.k = b.k AND a.w < b.w",
          "SELECT a.k, b.w FROM l a JOIN l b ON a.k = b.n",
          "SELECT o.k, n, v, w FROM o JOIN l ON o.k <=> l.n",
          "SELECT o.k, o.x, w FROM o JOIN l ON o.k = l.k AND o.x = l.x",
          "SELECT a.k, a.w, v FROM l a JOIN o ON o.k = a.k WHERE v % 2 = 0"
              + " AND EXISTS (SELECT 1 FROM l b WHERE b.k = a.k AND b.x <> a.x)"
              + " AND NOT EXISTS (SELECT 1 FROM l c WHERE c.k = a.k AND c.x <> a.x AND c.w > 900)",
          "SELECT g.k, c, v FROM (SELECT k, count(*) AS c FROM l GROUP BY k) g JOIN o ON g.k = o.k",
          "SELECT o.k, c FROM o JOIN (SELECT k, sum(w) AS c FROM l GROUP BY k HAVING sum(w) > 700) g"
              + " ON g.k = o.k JOIN l ON l.k = o.k",
          "SELECT o.k, u.w FROM o JOIN (SELECT k, w FROM l UNION ALL SELECT k, -w FROM l) u"
              + " ON o.k = u.k",
          "SELECT p.k, q.c FROM o p JOIN (SELECT v % 50 AS k, count(*) AS c FROM o JOIN l"
              + " ON o.k = l.k GROUP BY 1) q ON p.k = q.k",
          "SELECT s.x, v, w FROM s JOIN l ON s.x = l.x JOIN o ON l.k = o.k",
          "SELECT o.k, t.d FROM o JOIN t ON o.d = t.d",
          "SELECT count(*) FROM o JOIN l ON o.k = l.k JOIN t ON t.k = l.k");

  @TempDir Path folder;

  /** Tables whose row groups end within and between keys, as the numbers happen to be. */
  private void write(Session session, Random random) {
    int most = 1 + random.nextInt(9);
    int keys = 300 + random.nextInt(1500);
    write(session, most, keys, 20 + random.nextInt(200), 5 + random.nextInt(50));
  }

  /**
   * @param most rows of l with the same key
   * @param rows of a row group of l
   * @param fewer rows of one of o and t
   */
  private void write(Session session, int most, int keys, int rows, int fewer) {
    write(
        session,
        "l",
        "SELECT id DIV %d AS k, id * 7919 %% 1000 AS w, id %% 3 AS x,".formatted(most)
            + " CASE WHEN id % 11 = 0 THEN NULL ELSE id DIV 4 END AS n FROM range(0, "
            + keys * most
            + ")",
        rows);
    write(
        session,
        "o",
        "SELECT id * 2 AS k, id * 31 % 1000 AS v, id % 3 AS x,"
            + " date_add(DATE'2020-01-01', CAST(id AS INT)) AS d FROM range(-20, "
            + keys
            + ") WHERE id % 7 <> 3",
        fewer);
    write(session, "s", "SELECT id % 3 AS x FROM range(0, 2)", 100);
    write(
        session,
        "t",
        "SELECT id AS k, date_add(DATE'2020-01-01', CAST(id DIV 3 AS INT)) AS d FROM range(0, 900)",
        fewer);
  }

  private void write(Session session, String name, String query, int rows) {
    session
        .sql(query)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .option("row_group_size", rows)
        .parquet(folder.resolve(name).toString());
  }

  private SessionBuilder views(SessionBuilder builder) {
    return builder.config("spark.sql.session.timeZone", "UTC");
  }

  private Session open(SessionBuilder builder) {
    Session session = views(builder).create();
    for (String name : List.of("l", "o", "s", "t")) {
      session.read().parquet(folder.resolve(name).toString()).createOrReplaceTempView(name);
    }
    return session;
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void answersAreThoseOfOneProcess(long seed) {
    var random = new Random(seed);
    try (Session writer = views(Session.builder().master("local[1]")).create()) {
      write(writer, random);
    }
    try (var cluster = new TestCluster();
        Session local = open(Session.builder().master("local[2]"))) {
      cluster.join(1);
      cluster.join(2);
      String master = TestClusterProvider.master("apart-joins-" + seed, cluster);
      int apart = 0;
      for (Map<String, String> spreading :
          List.of(
              Map.of("sampo.partitions", "2", "sampo.broadcast.limit", "0"),
              Map.of("sampo.partitions", Integer.toString(3 + random.nextInt(6))),
              Map.of("sampo.task.rows", "50"),
              Map.of("sampo.task.rows", "300", "sampo.broadcast.limit", "1"))) {
        SessionBuilder builder = Session.builder().master(master);
        spreading.forEach(builder::config);
        try (Session session =
            open(builder.config("sampo.codegen.enabled", random.nextBoolean()))) {
          for (String query : QUERIES) {
            apart += rows(session, "EXPLAIN " + query).toString().contains("cut between") ? 1 : 0;
            assertThat(rows(session, query))
                .as("seed %d, %s: %s", seed, spreading, query)
                .isEqualTo(rows(local, query));
          }
        }
      }
      assertThat(apart).isPositive();
    }
  }

  /** What each task has a part of is not taken for all that there is. */
  @Test
  void smallTablesOfRowsThatAreApartAreSent() {
    try (Session writer = views(Session.builder().master("local[1]")).create()) {
      write(writer, 1, 1000, 100, 50);
    }
    try (var cluster = new TestCluster();
        Session local = open(Session.builder().master("local[2]"))) {
      cluster.join(1);
      cluster.join(2);
      String master = TestClusterProvider.master("apart-joins-small", cluster);
      try (Session session =
          open(Session.builder().master(master).config("sampo.task.rows", "600"))) {
        String query =
            "SELECT count(*), sum(v) FROM range(0, 40000) LEFT JOIN (SELECT v FROM o WHERE v < 500"
                + " AND EXISTS (SELECT 1 FROM l WHERE l.k = o.k)) ON id % 1000 = v";
        String plan = rows(session, "EXPLAIN " + query).toString();
        assertThat(plan).as(plan).contains("cut between values of k");
        assertThat(rows(session, query)).as(plan).isEqualTo(rows(local, query));
      }
    }
  }

  @Test
  void rowsAreNotSentForWhatIsTogetherAlready() {
    try (Session writer = views(Session.builder().master("local[1]")).create()) {
      write(writer, 3, 2000, 100, 50);
    }
    try (var cluster = new TestCluster()) {
      cluster.join(1);
      cluster.join(2);
      String master = TestClusterProvider.master("apart-joins-plan", cluster);
      try (Session session =
          open(
              Session.builder()
                  .master(master)
                  .config("sampo.partitions", "2")
                  .config("sampo.broadcast.limit", "0"))) {
        for (String query :
            List.of(
                "SELECT o.k, v, w FROM o JOIN l ON o.k = l.k",
                "SELECT * FROM o WHERE EXISTS (SELECT 1 FROM l WHERE l.k = o.k)",
                "SELECT o.k, v, sum(w) FROM o JOIN l ON o.k = l.k GROUP BY o.k, v",
                "SELECT k, sum(w) FROM l GROUP BY k",
                "SELECT k, row_number() OVER (PARTITION BY k ORDER BY w) FROM l")) {
          String plan = rows(session, "EXPLAIN " + query).toString();
          assertThat(plan).as(plan).contains("cut between values of k");
          assertThat(plan).as(plan).doesNotContain("partitions by").doesNotContain("to all");
        }
        String nullable = "SELECT n, sum(w) FROM l GROUP BY n";
        assertThat(rows(session, "EXPLAIN " + nullable).toString()).doesNotContain("cut between");
      }
    }
  }
}
