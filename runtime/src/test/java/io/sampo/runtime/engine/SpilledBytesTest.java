package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a query writes to disk is what does not fit, and no rows that nobody would read. */
@NullMarked
@Tag("spills-anyway")
final class SpilledBytesTest {
  private static final Path DATA =
      Path.of("..").toAbsolutePath().normalize().resolve("examples/src/test/resources/tpch/sf0.01");

  private static final Pattern SPILLED = Pattern.compile("([0-9.,]+) (B|KiB|MiB|GiB) spilled");

  private static Session session(String memory, boolean forced, boolean codegen) {
    Session session =
        Session.builder()
            .master("local[2]")
            .config("sampo.memory", memory)
            .config("sampo.partitions", "2")
            .config("sampo.spill.force", String.valueOf(forced))
            .config("sampo.codegen.enabled", String.valueOf(codegen))
            .config("sampo.batch.rows", "1024")
            .create();
    for (String table : List.of("orders", "lineitem")) {
      session
          .read()
          .parquet(DATA.resolve(table + ".parquet").toString())
          .createOrReplaceTempView(table);
    }
    return session;
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).toList();
  }

  private static String analyze(Session session, String query) {
    return Objects.requireNonNull(
        session.sql("EXPLAIN ANALYZE " + query).collect().getFirst().getString(0));
  }

  private static double spilled(Session session, String query) {
    String text = analyze(session, query);
    return SPILLED.matcher(text).results().mapToDouble(SpilledBytesTest::bytes).sum();
  }

  private static double bytes(MatchResult match) {
    double number = Double.parseDouble(match.group(1).replace(",", ""));
    return switch (match.group(2)) {
      case "B" -> number;
      case "KiB" -> number * 1024;
      case "MiB" -> number * 1024 * 1024;
      default -> number * 1024 * 1024 * 1024;
    };
  }

  @Test
  void rowsWithoutPartnerDoNotGoToDisk() {
    String query =
        """
        SELECT count(*), sum(l_extendedprice), max(o_comment) FROM lineitem
        JOIN orders ON l_orderkey = o_orderkey WHERE o_orderdate < DATE'1992-06-01'
        """;
    // Interpreted flows do not drop rows early.
    try (Session dropping = session("1g", true, true);
        Session keeping = session("1g", true, false)) {
      assertThat(rows(dropping, query)).isEqualTo(rows(keeping, query));
      assertThat(analyze(dropping, query)).contains("table on disk: 64 cells -> ");
      assertThat(spilled(dropping, query)).isLessThan(spilled(keeping, query) / 2);
    }
  }

  /**
   * Of a hash table that nearly fits most stays in memory, and so do the rows that look into it:
   * what goes to disk is far less than with half the budget, which is less than the rows of both
   * sides.
   */
  @Test
  void ofATableThatNearlyFitsMostStaysInMemory() {
    String query =
        "SELECT count(*), sum(b.id), sum(a.v), sum(length(a.s)) FROM (SELECT id % 600000 AS k,"
            + " id AS v, concat('row number ', id) AS s FROM range(1000000)) a"
            + " JOIN range(0, 600000) b ON a.k = b.id";
    try (Session near = session("48m", false, true);
        Session far = session("16m", false, true);
        Session roomy = session("1g", false, true)) {
      List<String> expected = rows(roomy, query);
      for (Session session : List.of(near, far)) {
        assertThat(rows(session, query)).isEqualTo(expected);
      }
      assertThat(spilled(roomy, query)).isZero();
      assertThat(spilled(near, query)).isBetween(1.0, spilled(far, query) * 0.4);
    }
  }

  /** A budget that has room for most of the groups writes the others, not all. */
  @Test
  void ofGroupsThatNearlyFitManyStayInMemory() {
    String query =
        "SELECT count(*), sum(n), sum(s), max(t) FROM (SELECT id AS k, count(*) AS n, sum(id) AS s,"
            + " min(id % 7) AS t FROM range(0, 400000) GROUP BY id)";
    try (Session near = session("36m", false, true);
        Session far = session("12m", false, true);
        Session roomy = session("1g", false, true);
        Session forced = session("1g", true, true)) {
      List<String> expected = rows(roomy, query);
      for (Session session : List.of(near, far, forced)) {
        assertThat(rows(session, query)).isEqualTo(expected);
      }
      assertThat(spilled(roomy, query)).isZero();
      assertThat(spilled(near, query)).isBetween(1.0, spilled(far, query) * 0.7);
    }
  }
}
