package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Joins whose hash tables are partly in memory and partly on disk, since they are a few times what
 * there is room for: of evenly many rows for each key, with a key of so many rows that its part is
 * best on disk, and with one of more rows than there is room for.
 */
@NullMarked
@Tag("spills-anyway")
final class PartlySpilledJoinsTest {
  private static final Pattern CELLS =
      Pattern.compile("table on disk: 64 cells -> (\\d+) in memory, (\\d+) partitions");

  /** How many of the rows have the same key. */
  private static final List<Integer> ROWS_OF_GIANT_KEY = List.of(0, 10_000, 90_000);

  private static Session roomy;
  private static List<Session> tight = List.of();
  private static Session interpreted;

  @BeforeAll
  static void open() {
    roomy = session("1g", 2, true);
    tight = List.of(session("20m", 2, true), session("14m", 1, true));
    interpreted = session("20m", 2, false);
  }

  private static Session session(String memory, int partitions, boolean codegen) {
    return Session.builder()
        .master("local[2]")
        .config("sampo.memory", memory)
        .config("sampo.spill.force", "false")
        .config("sampo.partitions", String.valueOf(partitions))
        .config("sampo.codegen.enabled", String.valueOf(codegen))
        .config("sampo.batch.rows", "1024")
        .create();
  }

  @AfterAll
  static void close() {
    roomy.close();
    tight.forEach(Session::close);
    interpreted.close();
  }

  /** The smaller side, with texts, so that it is the one of which the table is made. */
  private static String built(int ofGiantKey) {
    return "(SELECT id AS b, CASE WHEN id < "
        + ofGiantKey
        + " THEN 7 WHEN id % 97 = 0 THEN NULL ELSE id END AS k,"
        + " concat('the text of row ', id) AS t FROM range(0, 120000)) r";
  }

  private static final String PROBING =
      "(SELECT id AS a, CASE WHEN id % 89 = 0 THEN NULL WHEN id < 3 THEN 7 ELSE 5 + id * 3 % 150000 END AS k"
          + " FROM range(0, 150000)) l";

  static Stream<String> queries() {
    var queries = new ArrayList<String>();
    for (int giant : ROWS_OF_GIANT_KEY) {
      for (String kind : List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")) {
        queries.add(
            "SELECT count(*), count(a), count(b), sum(a), sum(b), sum(a * b % 1000003), max(t), min(t) FROM "
                + PROBING
                + " "
                + kind
                + " "
                + built(giant)
                + " ON l.k = r.k AND (a + b) % 5 <> 2");
      }
      for (String kind : List.of("LEFT SEMI JOIN", "LEFT ANTI JOIN")) {
        queries.add(
            "SELECT count(*), sum(a), count(l.k), max(a) FROM "
                + PROBING
                + " "
                + kind
                + " "
                + built(giant)
                + " ON l.k = r.k AND length(t) + a % 3 <> 22");
      }
      queries.add(
          "SELECT m, count(*), sum(a) FROM (SELECT a, k IN (SELECT k FROM "
              + built(giant)
              + " WHERE b % 3 <> 1) AS m FROM "
              + PROBING
              + ") GROUP BY m ORDER BY m");
      queries.add(
          "SELECT count(*), sum(a) FROM "
              + PROBING
              + " WHERE k NOT IN (SELECT k FROM "
              + built(giant)
              + " WHERE k IS NOT NULL)");
      // Rows that have to come in an order are not joined while others are dealt.
      queries.add(
          "SELECT a, b, t FROM "
              + PROBING
              + " JOIN "
              + built(giant)
              + " ON l.k = r.k WHERE a % 50 = 1 AND b % 3 = 0");
    }
    return queries.stream();
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("queries")
  void partlyOnDiskAsInMemory(String query) {
    List<String> expected = rows(roomy, query);
    for (Session session : tight) {
      assertThat(rows(session, query)).isEqualTo(expected);
    }
    if (query.contains(built(10_000))) {
      assertThat(rows(interpreted, query)).isEqualTo(expected);
    }
  }

  /** All the rows of the giant key are on disk, most of the others are in memory. */
  @Test
  void aGiantKeyMakesRoomForAllOthers() {
    String query =
        "SELECT count(*), sum(a), max(t) FROM "
            + PROBING
            + " JOIN "
            + built(90_000)
            + " ON l.k = r.k";
    String text =
        Objects.requireNonNull(
            tight.getFirst().sql("EXPLAIN ANALYZE " + query).collect().getFirst().getString(0));
    Matcher cells = CELLS.matcher(text);
    assertThat(cells.find()).as(text).isTrue();
    assertThat(Integer.parseInt(cells.group(1))).isGreaterThan(40);
    assertThat(Integer.parseInt(cells.group(2))).isPositive();
  }
}
