package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Window functions over one partition that is several times the budget give what they give without
 * a limit.
 */
@NullMarked
@Tag("spills-anyway")
final class LargePartitionsTest {
  private static final String DATA =
      """
      (SELECT id, (id * 7919) % 240000 AS o, (id * 7919) % 240000 DIV 6 AS few,
         CASE WHEN id % 5 = 0 THEN NULL ELSE (id * 31) % 1009 END AS v,
         CAST((id * 17) % 997 AS DOUBLE) / 7 AS d, CAST(id % 991 AS DECIMAL(30, 4)) AS m,
         concat('a text that is longer than twelve bytes ', (id * 13) % 10007) AS s
       FROM range(0, 240000))
      """;

  private static Session roomy;
  private static Session tight;

  @BeforeAll
  static void open() {
    roomy = session("1g");
    tight = session("20m");
  }

  @AfterAll
  static void close() {
    roomy.close();
    tight.close();
  }

  private static Session session(String memory) {
    return Session.builder()
        .master("local[2]")
        .appName("large partitions")
        .config("sampo.memory", memory)
        .config("sampo.batch.rows", "1024")
        .create();
  }

  /** Every result enters the answer together with its row. */
  private static List<Row> answer(Session session, String function, String window) {
    String results = "(SELECT id, s, " + function + " OVER " + window + " AS f FROM " + DATA + ")";
    return session
        .sql(
            "SELECT id DIV 24000, count(*), count(f), bit_xor(xxhash64(id, s, f)) FROM "
                + results
                + " GROUP BY 1 ORDER BY 1")
        .collect();
  }

  private static void check(String function, String window) {
    assertThat(answer(tight, function, window))
        .as(function + " OVER " + window)
        .isEqualTo(answer(roomy, function, window))
        .hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "row_number()",
        "rank()",
        "dense_rank()",
        "percent_rank()",
        "cume_dist()",
        "ntile(7)",
        "lag(s, 3, 'none')",
        "lead(v, 1000) IGNORE NULLS",
        "last_value(v) IGNORE NULLS",
        "sum(v)",
        "avg(d)"
      })
  void runningFunctions(String function) {
    check(function, "(ORDER BY few)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum(m)",
        "avg(d)",
        "min(s)",
        "max(s)",
        "count(v)",
        "stddev_samp(d)",
        "first_value(s)"
      })
  void wholePartitions(String function) {
    check(function, "(PARTITION BY v * 0)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING",
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 5000 PRECEDING",
        "ROWS BETWEEN 100 FOLLOWING AND UNBOUNDED FOLLOWING",
        "RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
        "RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING",
        "RANGE BETWEEN UNBOUNDED PRECEDING AND 3000 FOLLOWING"
      })
  void frames(String frame) {
    check("sum(d)", "(ORDER BY few " + frame + ")");
    check("max(s)", "(ORDER BY few DESC " + frame + ")");
    check(
        "nth_value(v, 4) IGNORE NULLS", "(ORDER BY few, o " + frame.replace("RANGE", "ROWS") + ")");
  }
}
