package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A window that keeps only the first rows of each partition answers as one that computes all ranks
 * and is filtered afterwards.
 */
@NullMarked
final class RankLimitTest {
  private static final String DATA =
      "SELECT id, CASE WHEN id % 11 = 0 THEN NULL ELSE id * 7919 % 97 END AS k,"
          + " CASE WHEN id % 5 = 0 THEN NULL ELSE concat('a text that is long ', id * 31 % 13) END AS s,"
          + " CASE WHEN id % 17 = 0 THEN NULL ELSE CAST(id * 613 % 101 AS DOUBLE) / 4 END AS v,"
          + " CAST(id * 389 % 1009 AS DECIMAL(30, 2)) AS d"
          + " FROM range(0, 30000)";

  private static final List<String> WINDOWS =
      List.of(
          "PARTITION BY k ORDER BY v DESC, id",
          "PARTITION BY s ORDER BY id",
          "PARTITION BY k, s ORDER BY v",
          "PARTITION BY d ORDER BY s, id DESC",
          "PARTITION BY k ORDER BY d DESC NULLS FIRST",
          "ORDER BY v NULLS LAST, id");

  @ParameterizedTest
  @CsvSource({"1, 1024, true", "2, 3, true", "7, 1024, true", "2, 1, false", "7, 1024, false"})
  void keepsWhatTheFilterWouldKeep(int partitions, int batch, boolean codegen) {
    try (Session session =
        Session.builder()
            .master("local[2]")
            .appName("ranks")
            .config("sampo.partitions", Integer.toString(partitions))
            .config("sampo.batch.rows", Integer.toString(batch))
            .config("sampo.codegen.enabled", codegen)
            .create()) {
      session.sql(DATA).createOrReplaceTempView("t");
      for (String window : WINDOWS) {
        for (String function : List.of("row_number", "rank", "dense_rank")) {
          for (int limit : new int[] {1, 3, 100}) {
            check(session, "%s() OVER (%s)".formatted(function, window), limit);
          }
        }
      }
    }
  }

  private static void check(Session session, String rank, int limit) {
    // The sum makes the window compute more than ranks.
    String all = "SELECT *, %s AS n FROM t".formatted(rank);
    String summed =
        "SELECT *, %s AS n, count(*) %s AS c FROM t"
            .formatted(rank, rank.substring(rank.indexOf("OVER")));
    String limited = "SELECT id, n FROM (%s) WHERE n <= %d".formatted(all, limit);
    String filtered = "SELECT id, n FROM (%s) WHERE n <= %d AND c > 0".formatted(summed, limit);
    assertThat(rows(session, "EXPLAIN " + limited)).anyMatch(row -> row.contains("First rows"));
    assertThat(rows(session, "EXPLAIN " + filtered)).noneMatch(row -> row.contains("First rows"));
    assertThat(rows(session, limited)).as(rank).isEqualTo(rows(session, filtered));
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }
}
