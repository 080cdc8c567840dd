package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
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
 * What runtime filters drop early would have been dropped anyway: joins by equality answer as
 * null-safe ones, which are not filtered, do for keys that are not null.
 */
@NullMarked
final class RuntimeFiltersTest {
  private static final String FACTS =
      "SELECT id, CAST(CASE WHEN id % 13 = 0 THEN NULL ELSE id DIV 10 END AS INT) AS k,"
          + " CASE WHEN id % 7 = 0 THEN NULL ELSE concat('the text of group ', id DIV 500) END AS s,"
          + " CAST(id DIV 20 AS DECIMAL(12, 2)) AS d,"
          + " CAST(id DIV 4 AS DECIMAL(30, 1)) AS w,"
          + " date_add(DATE'2020-01-01', CAST(id DIV 100 AS INT)) AS t,"
          + " CAST(id % 700 AS DOUBLE) AS f, id * 7919 % 1000 AS o FROM range(0, 6000)";

  private static final List<String> KEYS = List.of("k", "s", "d", "w", "t", "f", "o");

  private static final Pattern SCANNED = Pattern.compile("([\\d,]+) +[\\d,]+ +Scan parquet");

  @TempDir Path folder;

  private Session open(int partitions, int batch, boolean codegen, boolean spill) {
    Session session =
        Session.builder()
            .master("local[2]")
            .appName("filters")
            .config("sampo.partitions", Integer.toString(partitions))
            .config("sampo.batch.rows", Integer.toString(batch))
            .config("sampo.codegen.enabled", codegen)
            .config("sampo.spill.force", spill)
            .create();
    String files = folder.resolve("facts").toString();
    session.sql(FACTS).write().mode("overwrite").option("row_group_size", 200).parquet(files);
    session.read().parquet(files).createOrReplaceTempView("facts");
    session
        .sql("SELECT * FROM facts WHERE id % 1000 BETWEEN 3 AND 40 OR id % 1013 = 0")
        .write()
        .mode("overwrite")
        .parquet(folder.resolve("chosen").toString());
    session.read().parquet(folder.resolve("chosen").toString()).createOrReplaceTempView("chosen");
    return session;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1024, true, false",
    "2, 3, true, false",
    "3, 1024, false, false",
    "2, 1024, true, true"
  })
  void dropsNothingThatIsNeeded(int partitions, int batch, boolean codegen, boolean spill) {
    try (Session session = open(partitions, batch, codegen, spill)) {
      for (String key : KEYS) {
        for (String few : List.of("id < 60", "id < 0", "o < 600")) {
          check(session, key, "(SELECT * FROM chosen WHERE %s)".formatted(few));
        }
      }
    }
  }

  private static void check(Session session, String key, String build) {
    same(
        session,
        "SELECT a.id, b.id FROM facts a JOIN %s b ON a.%s = b.%s".formatted(build, key, key),
        "SELECT a.id, b.id FROM facts a JOIN %s b ON a.%s <=> b.%s AND a.%s IS NOT NULL"
            .formatted(build, key, key, key));
    same(
        session,
        "SELECT a.%1$s, count(*) FROM facts a LEFT SEMI JOIN %2$s b ON a.%1$s = b.%1$s GROUP BY 1"
            .formatted(key, build),
        ("SELECT a.%1$s, count(*) FROM facts a LEFT SEMI JOIN %2$s b ON a.%1$s <=> b.%1$s"
                + " WHERE a.%1$s IS NOT NULL GROUP BY 1")
            .formatted(key, build));
    same(
        session,
        "SELECT a.id, b.id FROM facts a RIGHT JOIN %s b ON a.%s = b.%s".formatted(build, key, key),
        ("SELECT a.id, b.id FROM facts a RIGHT JOIN %s b ON a.%s <=> b.%s AND b.%s IS NOT NULL")
            .formatted(build, key, key, key));
    // Through a further join, its other side, and an aggregation.
    same(
        session,
        ("SELECT g.%1$s, g.n, c.id FROM (SELECT f.%1$s, count(*) AS n FROM facts f"
                + " JOIN chosen o ON f.o = o.o GROUP BY f.%1$s) g JOIN %2$s c ON g.%1$s = c.%1$s")
            .formatted(key, build),
        ("SELECT g.%1$s, g.n, c.id FROM (SELECT f.%1$s, count(*) AS n FROM facts f"
                + " JOIN chosen o ON f.o <=> o.o AND f.o IS NOT NULL GROUP BY f.%1$s) g"
                + " JOIN %2$s c ON g.%1$s <=> c.%1$s AND g.%1$s IS NOT NULL")
            .formatted(key, build));
  }

  private static void same(Session session, String filtered, String plain) {
    assertThat(rows(session, filtered)).as(filtered).isEqualTo(rows(session, plain));
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }

  @Test
  void skipsRowGroupsOutsideOfTheBuiltKeys() {
    try (Session session = open(2, 1024, true, false)) {
      long all = read(session, "SELECT count(a.id) FROM facts a JOIN %s b ON a.f = b.d");
      assertThat(all).isGreaterThan(6_000);
      for (String key : List.of("k", "t", "s", "d")) {
        String join = "SELECT count(a.id) FROM facts a JOIN %s b ON a.%s = b.%s";
        assertThat(read(session, join.formatted("%s", key, key))).as(key).isLessThan(2_000);
      }
      String unfiltered = "SELECT count(a.id) FROM facts a LEFT JOIN %s b ON a.k = b.k";
      assertThat(read(session, unfiltered)).isGreaterThan(6_000);
    }
  }

  /** The rows that a query reads from files. */
  private static long read(Session session, String query) {
    String chosen = "(SELECT DISTINCT k, t, s, d FROM chosen WHERE id BETWEEN 3003 AND 3040)";
    String text = rows(session, "EXPLAIN ANALYZE " + query.replace("%s", chosen)).toString();
    Matcher matcher = SCANNED.matcher(text);
    long rows = 0;
    while (matcher.find()) {
      rows += Long.parseLong(matcher.group(1).replace(",", ""));
    }
    return rows;
  }

  @Test
  void plansShowThem() {
    try (Session session = open(2, 1024, true, false)) {
      String plan =
          rows(
                  session,
                  "EXPLAIN SELECT count(*) FROM facts a JOIN chosen b ON a.k = b.k"
                      + " JOIN (SELECT * FROM chosen WHERE id < 50) c ON a.o = c.o")
              .toString();
      assertThat(plan).contains("Skip in the scan by keys of hash table");
      String apart =
          rows(
                  session,
                  "EXPLAIN SELECT count(*) FROM facts a LEFT JOIN (SELECT * FROM chosen WHERE"
                      + " id < 50) b ON a.k = b.k")
              .toString();
      assertThat(apart).doesNotContain("Skip in the scan").doesNotContain("Drop early");
    }
  }
}
