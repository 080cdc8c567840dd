package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Window functions through SQL. */
@NullMarked
final class WindowQueriesTest {
  private static final String DATA =
      " FROM VALUES ('a', 1, 10), ('a', 2, CAST(NULL AS INT)), ('a', 2, 30), ('a', 4, 40), ('b', 7, 5) AS t(k, o, v)";

  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .master("local[2]")
            .appName("windows")
            .config("sampo.partitions", "3")
            .create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static List<String> rows(String functions, String window) {
    String query =
        "SELECT k, o, v, "
            + functions
            + DATA
            + " WINDOW w AS ("
            + window
            + ") ORDER BY k, o, v NULLS FIRST";
    return session.sql(query).collect().stream()
        .map(Row::toString)
        .map(row -> row.replaceFirst("^.([^,]*,){3}", "["))
        .toList();
  }

  @Test
  void ranks() {
    assertThat(
            rows(
                "rank() OVER w, dense_rank() OVER w, percent_rank() OVER w, cume_dist() OVER w, ntile(3) OVER w",
                "PARTITION BY k ORDER BY o"))
        .satisfiesExactly(
            row -> assertThat(row).isEqualTo("[1,1,0.0,0.25,1]"),
            row -> assertThat(row).startsWith("[2,2,0.3333333333333333,0.75,"),
            row -> assertThat(row).startsWith("[2,2,0.3333333333333333,0.75,"),
            row -> assertThat(row).isEqualTo("[4,3,1.0,1.0,3]"),
            row -> assertThat(row).isEqualTo("[1,1,0.0,1.0,1]"));
  }

  @Test
  void valuesOfOtherRows() {
    String window = "PARTITION BY k ORDER BY o, v NULLS FIRST";
    assertThat(
            rows(
                "row_number() OVER w, lag(v) OVER w, lead(v, 2, -1) OVER w, lag(v) IGNORE NULLS OVER w",
                window))
        .containsExactly(
            "[1,null,30,null]",
            "[2,10,40,10]",
            "[3,null,-1,10]",
            "[4,30,-1,30]",
            "[1,null,-1,null]");
    assertThat(rows("first_value(v) OVER w, last_value(v) OVER w, nth_value(v, 3) OVER w", window))
        .containsExactly(
            "[10,10,null]", "[10,null,null]", "[10,30,30]", "[10,40,30]", "[5,5,null]");
  }

  @Test
  void aggregatesOverFrames() {
    assertThat(
            rows(
                "sum(v) OVER w, count(v) OVER w, count(*) OVER w, max(v) OVER w",
                "PARTITION BY k ORDER BY o"))
        .containsExactly("[10,1,1,10]", "[40,2,3,30]", "[40,2,3,30]", "[80,3,4,40]", "[5,1,1,5]");
    assertThat(rows("avg(v) OVER w, min(v) OVER w, median(v) OVER w", "PARTITION BY k"))
        .containsExactly(
            "[26.666666666666668,10,30.0]",
            "[26.666666666666668,10,30.0]",
            "[26.666666666666668,10,30.0]",
            "[26.666666666666668,10,30.0]",
            "[5.0,5,5.0]");
    assertThat(
            rows(
                "sum(v) OVER w",
                "PARTITION BY k ORDER BY o, v NULLS FIRST ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING"))
        .containsExactly("[10]", "[40]", "[70]", "[70]", "[5]");
    assertThat(
            rows(
                "sum(v) OVER w, count(*) OVER w",
                "PARTITION BY k ORDER BY o RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING"))
        .containsExactly("[null,0]", "[10,1]", "[10,1]", "[30,2]", "[null,0]");
    assertThat(
            rows(
                    "sum(v) OVER w",
                    "ORDER BY o DESC ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING")
                .getFirst())
        .isEqualTo("[10]");
  }

  @Test
  void manyPartitionsOverSeveralTasks() {
    String query =
        "SELECT count(*), sum(r), sum(t), max(t) FROM (SELECT row_number() OVER (PARTITION BY id % 100 ORDER BY id) AS r,"
            + " sum(id) OVER (PARTITION BY id % 100) AS t FROM range(0, 50000))";
    // Each of 100 partitions has 500 rows; partition k sums to 500 k + 100 * 499 * 500 / 2.
    assertThat(session.sql(query).collect().getFirst().toString())
        .isEqualTo("[50000,12525000,624987500000,12524500]");
  }
}
