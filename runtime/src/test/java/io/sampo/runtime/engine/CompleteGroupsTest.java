package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Groups of a column in whose order a table was written are known to be complete as the table is
 * read. They are the same as those of an expression of the column, of which nothing is known.
 */
@NullMarked
final class CompleteGroupsTest {
  /** Row groups of 200 rows end within groups of k, t and s, and between those of d. */
  private static final String FACTS =
      "SELECT id, id DIV 7 AS k, CAST(id DIV 7 AS INT) AS i, CAST(id DIV 50 AS SMALLINT) AS d,"
          + " CASE WHEN id % 13 = 0 THEN NULL ELSE id DIV 9 END AS n,"
          + " date_add(DATE'2020-01-01', CAST(id DIV 30 AS INT)) AS t,"
          + " timestamp_seconds(id DIV 11 * 1000) AS s,"
          + " concat('some text that is long ', id % 3) AS x, id * 7919 % 1000 AS o"
          + " FROM range(0, 6000)";

  /** Each with an expression of the same values. */
  private static final List<List<String>> KEYS =
      List.of(
          List.of("k", "k + 0"),
          List.of("i", "i + 0"),
          List.of("d", "abs(d)"),
          List.of("n", "n + 0"),
          List.of("t", "date_add(t, 0)"),
          List.of("s", "s + INTERVAL '0' SECOND"));

  private static final Pattern GROUPED = Pattern.compile("([\\d,]+) +[\\d,.]+ ms +=> Group by");

  @TempDir Path folder;

  private Session open(int partitions, int batch, boolean codegen, boolean spill) {
    Session session =
        Session.builder()
            .master("local[2]")
            .appName("complete groups")
            .config("sampo.partitions", Integer.toString(partitions))
            .config("sampo.batch.rows", Integer.toString(batch))
            .config("sampo.codegen.enabled", codegen)
            .config("sampo.spill.force", spill)
            .config("spark.sql.session.timeZone", "UTC")
            .create();
    String files = folder.resolve("facts").toString();
    session
        .sql(FACTS)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .option("row_group_size", 200)
        .parquet(files);
    session.read().parquet(files).createOrReplaceTempView("facts");
    return session;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1024, true, false",
    "2, 3, true, false",
    "3, 64, false, false",
    "4, 64, true, true",
    "1, 1024, true, true"
  })
  void areTheSame(int partitions, int batch, boolean codegen, boolean spill) {
    try (Session session = open(partitions, batch, codegen, spill)) {
      for (List<String> key : KEYS) {
        check(session, key, "SELECT %s, count(*), sum(o) FROM facts GROUP BY 1");
        check(session, key, "SELECT %s, sum(o) FROM facts GROUP BY 1 HAVING sum(o) > 3000");
        check(session, key, "SELECT %s, min(x), max(x) FROM facts GROUP BY 1 HAVING max(x) > 't'");
        check(session, key, "SELECT %s, x, avg(o) FROM facts GROUP BY 1, 2 HAVING avg(o) > 600");
        check(session, key, "SELECT %s, first(x), last(o) FROM facts GROUP BY 1");
        check(
            session,
            key,
            "SELECT %s, count(*) FROM facts WHERE o % 5 = 0 AND id > 777 GROUP BY 1"
                + " HAVING count(*) BETWEEN 1 AND 2");
        check(session, key, "SELECT %s, median(o) FROM facts GROUP BY 1 HAVING median(o) > 500");
        check(session, key, "SELECT count(DISTINCT %s) FROM facts WHERE o > 500");
        check(session, key, "SELECT %s, count(*) FROM facts GROUP BY 1 HAVING count(*) > 1000");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 64, true, false", "3, 64, true, true"})
  void areTheSameBehindJoinsAndUnions(int partitions, int batch, boolean codegen, boolean spill) {
    try (Session session = open(partitions, batch, codegen, spill)) {
      session
          .sql("SELECT o, o % 3 AS p FROM facts WHERE o < 700")
          .createOrReplaceTempView("others");
      for (List<String> key : KEYS) {
        check(
            session,
            key,
            "SELECT %s, p, count(*) FROM facts JOIN others USING (o) GROUP BY 1, 2"
                + " HAVING count(*) > 5");
        check(
            session,
            key,
            "SELECT %s, count(*), count(p) FROM facts LEFT JOIN others USING (o) GROUP BY 1"
                + " HAVING count(p) < 40");
        check(
            session,
            key,
            "SELECT %s, count(*) FROM (SELECT * FROM facts UNION ALL SELECT * FROM facts) GROUP BY 1"
                + " HAVING count(*) > 10");
        check(
            session,
            key,
            "SELECT a.q, b.q FROM (SELECT %1$s AS g, count(*) AS q FROM facts GROUP BY 1) a JOIN"
                + " (SELECT %1$s AS g, count(*) AS q FROM facts GROUP BY 1) b ON a.g = b.g"
                + " WHERE a.q > 6");
      }
    }
  }

  private static void check(Session session, List<String> key, String query) {
    String known = query.replace("%s", key.getFirst()).replace("%1$s", key.getFirst());
    String unknown = query.replace("%s", key.getLast()).replace("%1$s", key.getLast());
    assertThat(rows(session, known)).as(known).isEqualTo(rows(session, unknown));
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void nobodyLearnsOfThoseThatAreNotWanted() {
    try (Session session = open(2, 1024, true, false)) {
      String query = "SELECT %s, sum(o) FROM facts GROUP BY 1 HAVING sum(o) > 4600";
      int wanted = rows(session, query.formatted("k")).size();
      assertThat(wanted).isBetween(1, 150);
      assertThat(grouped(session, query.formatted("k + 0"))).isGreaterThan(850);
      // One group more for each border of two row groups.
      assertThat(grouped(session, query.formatted("k"))).isBetween((long) wanted, wanted + 30L);
      assertThat(rows(session, "EXPLAIN " + query.formatted("k")).toString())
          .contains("complete with each range of k, keeping [(sum#");
    }
  }

  @Test
  void areTheSameOnWorkers() {
    try (var cluster = new TestCluster();
        Session local = open(2, 1024, true, false)) {
      cluster.join(1);
      cluster.join(2);
      String master = TestClusterProvider.master("complete-groups", cluster);
      try (Session session =
          Session.builder()
              .master(master)
              .config("sampo.partitions", "3")
              .config("spark.sql.session.timeZone", "UTC")
              .create()) {
        session.read().parquet(folder.resolve("facts").toString()).createOrReplaceTempView("facts");
        for (List<String> key : KEYS) {
          for (String query :
              List.of(
                  "SELECT %s, count(*), sum(o) FROM facts GROUP BY 1",
                  "SELECT %s, x, sum(o) FROM facts GROUP BY 1, 2 HAVING sum(o) > 900")) {
            String known = query.formatted(key.getFirst());
            assertThat(rows(session, known))
                .as(known)
                .isEqualTo(rows(local, query.formatted(key.getLast())));
          }
        }
        String query = "SELECT k, sum(o) FROM facts GROUP BY k HAVING sum(o) > 4600";
        String plan = rows(session, "EXPLAIN " + query).toString();
        assertThat(plan.indexOf("complete with each range of k"))
            .as(plan)
            .isBetween(0, plan.indexOf("Send"));
      }
    }
  }

  /** The groups that others learn of. */
  private static long grouped(Session session, String query) {
    String text = rows(session, "EXPLAIN ANALYZE " + query).toString();
    Matcher matcher = GROUPED.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1).replace(",", ""));
  }

  @Test
  void filesAndFoldersBelongTogether() {
    try (Session session = open(2, 1024, true, false)) {
      String folders = folder.resolve("folders").toString();
      session
          .sql("SELECT *, id DIV 2000 AS part FROM facts")
          .coalesce(1)
          .write()
          .option("row_group_size", 200)
          .partitionBy("part")
          .parquet(folders);
      session.read().parquet(folders).createOrReplaceTempView("facts");
      for (List<String> key : KEYS) {
        check(session, key, "SELECT %s, sum(o) FROM facts GROUP BY 1 HAVING sum(o) > 3000");
      }
      assertThat(
              rows(session, "EXPLAIN SELECT k, sum(o) FROM facts GROUP BY k HAVING sum(o) > 4600")
                  .toString())
          .contains("complete with each range of k");
      check(session, List.of("part", "part + 0"), "SELECT %s, count(*) FROM facts GROUP BY 1");
    }
  }

  @Test
  void aTableOfPartsThatOverlapIsNotClustered() {
    try (Session session = open(2, 1024, true, false)) {
      String files = folder.resolve("facts").toString();
      session.sql("SELECT * FROM facts WHERE id % 2 = 0").write().mode("append").parquet(files);
      session.read().parquet(files).createOrReplaceTempView("facts");
      for (List<String> key : KEYS) {
        check(session, key, "SELECT %s, sum(o) FROM facts GROUP BY 1 HAVING sum(o) > 3000");
      }
      assertThat(rows(session, "EXPLAIN SELECT k, sum(o) FROM facts GROUP BY k").toString())
          .doesNotContain("complete");
    }
  }
}
