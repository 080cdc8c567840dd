package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Aggregates that keep their values on the heap, through SQL. */
@NullMarked
final class AggregateQueriesTest {
  private static final String DATA =
      " FROM VALUES ('a', 1, 2.5D, 'x'), ('a', 3, CAST(NULL AS DOUBLE), 'z'), ('a', 2, 7.5D, 'y'), ('b', 5, 4.0D, 'q'),"
          + " ('b', 5, 1.0D, NULL), ('c', NULL, CAST(NULL AS DOUBLE), NULL) AS t(k, i, d, s) GROUP BY k ORDER BY k";

  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .master("local[2]")
            .appName("aggregates")
            .config("sampo.partitions", "3")
            .create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static List<String> rows(String query) {
    return session.sql(query).collect().stream().map(Row::toString).toList();
  }

  @Test
  void percentilesInterpolateAndIgnoreNulls() {
    assertThat(rows("SELECT k, median(d), percentile(i, 0.25), median(i)" + DATA))
        .containsExactly("[a,5.0,1.5,2.0]", "[b,2.5,5.0,5.0]", "[c,null,null,null]");
    assertThat(
            rows(
                "SELECT k, percentile_cont(0.5) WITHIN GROUP (ORDER BY i DESC), percentile_disc(0.5) WITHIN GROUP (ORDER BY d),"
                    + " approx_percentile(i, 0.5)"
                    + DATA))
        .containsExactly("[a,2.0,2.5,2]", "[b,5.0,1.0,5]", "[c,null,null,null]");
  }

  @Test
  void foldsAndCollections() {
    assertThat(
            rows(
                "SELECT k, min_by(s, i), max_by(s, i), bit_and(i), bit_or(i), bit_xor(i), mode(i)"
                    + DATA))
        .containsExactly(
            "[a,x,z,0,3,0,1]", "[b,null,null,5,5,0,5]", "[c,null,null,null,null,null,null]");
    assertThat(
            rows(
                "SELECT k, listagg(s, '-') WITHIN GROUP (ORDER BY i DESC), collect_set(i), array_sort(collect_list(i)),"
                    + " approx_count_distinct(i)"
                    + DATA))
        .containsExactly(
            "[a,z-y-x,[1, 2, 3],[1, 2, 3],3]", "[b,q,[5],[5, 5],1]", "[c,null,[],[],0]");
  }

  @Test
  void moments() {
    Row row =
        session
            .sql(
                "SELECT skewness(v), kurtosis(v), product(v) FROM VALUES (1.0D), (2.0D), (6.0D) AS t(v)")
            .collect()
            .getFirst();
    assertThat((Double) row.get(0)).isCloseTo(0.595170064139494, within(1e-12));
    assertThat((Double) row.get(1)).isCloseTo(-1.5, within(1e-12));
    assertThat(row.get(2)).isEqualTo(12.0);
  }

  @Test
  void manyGroupsOverSeveralTasks() {
    String query =
        "SELECT count(*), min(m), max(m), min(s), max(s) FROM (SELECT id % 1000 AS k, median(CAST(id AS DOUBLE)) AS m,"
            + " stddev(CAST(id AS DOUBLE)) AS s FROM range(0, 200000) GROUP BY id % 1000)";
    Row row = session.sql(query).collect().getFirst();
    // Group k holds k, k + 1000, ..., k + 199000.
    assertThat(row.get(0)).isEqualTo(1000L);
    assertThat(row.get(1)).isEqualTo(99_500.0);
    assertThat(row.get(2)).isEqualTo(100_499.0);
    assertThat(row.get(3)).isEqualTo(row.get(4));
  }
}
