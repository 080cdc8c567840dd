package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of the built side without partner follow those with one, in the same stage. They are the
 * ones that an anti join finds.
 */
@NullMarked
final class OuterJoinRoundsTest {
  private static final String RIGHT =
      "SELECT a.id, a.s, b.id, b.s FROM a RIGHT JOIN b ON a.k = b.k AND a.id % 5 <> 2";

  private static final String RIGHT_APART =
      "SELECT a.id, a.s, b.id, b.s FROM a JOIN b ON a.k = b.k AND a.id % 5 <> 2"
          + " UNION ALL SELECT NULL, NULL, b.id, b.s FROM b"
          + " LEFT ANTI JOIN a ON a.k = b.k AND a.id % 5 <> 2";

  private static final String FULL =
      "SELECT x.a, x.b, c.id FROM (SELECT a.id AS a, b.id AS b, coalesce(a.k, b.k) AS k FROM a"
          + " FULL JOIN b ON a.k = b.k) x FULL JOIN c ON x.k = c.k";

  private static final String FULL_APART =
      "WITH x AS (SELECT a.id AS a, b.id AS b, a.k FROM a LEFT JOIN b ON a.k = b.k UNION ALL"
          + " SELECT NULL, b.id, b.k FROM b LEFT ANTI JOIN a ON a.k = b.k)"
          + " SELECT x.a, x.b, c.id FROM x LEFT JOIN c ON x.k = c.k UNION ALL"
          + " SELECT NULL, NULL, c.id FROM c LEFT ANTI JOIN x ON x.k = c.k";

  @ParameterizedTest
  @CsvSource({
    "1, 1024, true, false",
    "2, 3, true, false",
    "3, 1024, false, false",
    "2, 1024, true, true"
  })
  void yieldsTheRowsWithoutPartner(int partitions, int batch, boolean codegen, boolean spill) {
    try (Session session =
        Session.builder()
            .master("local[2]")
            .appName("outer")
            .config("sampo.partitions", Integer.toString(partitions))
            .config("sampo.batch.rows", Integer.toString(batch))
            .config("sampo.codegen.enabled", codegen)
            .config("sampo.spill.force", spill)
            .create()) {
      check(session);
      // In the order of their columns, and counted: sinks that take all flows of a stage.
      String counted = "SELECT count(*), count(c), sum(i) FROM (%s) AS t(a, c, i)";
      assertThat(rows(session, counted.formatted(FULL)))
          .isEqualTo(rows(session, counted.formatted(FULL_APART)));
      String plan = rows(session, "EXPLAIN " + FULL).toString();
      assertThat(plan).contains("Unmatched rows of hash table").doesNotContain("=> Collect");
    }
  }

  @Test
  void yieldsThemOnACluster() {
    try (var cluster = new TestCluster()) {
      cluster.join(1);
      cluster.join(2);
      try (Session session =
          Session.builder()
              .master(TestClusterProvider.master("outer", cluster))
              .appName("outer")
              .config("sampo.partitions", "3")
              .create()) {
        check(session);
      }
    }
  }

  private static void check(Session session) {
    view(session, "a", "id * 7 % 300", 1000);
    view(session, "b", "id * 11 % 400", 900);
    view(session, "c", "id * 3 % 500", 300);
    assertThat(rows(session, RIGHT)).isEqualTo(rows(session, RIGHT_APART));
    assertThat(rows(session, FULL)).isEqualTo(rows(session, FULL_APART));
  }

  private static void view(Session session, String name, String key, int rows) {
    String sql =
        "SELECT id, CASE WHEN id %% 9 = 4 THEN NULL ELSE %s END AS k,"
            + " concat('the text of row ', id) AS s FROM range(0, %d)";
    session.sql(sql.formatted(key, rows)).createOrReplaceTempView(name);
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }
}
