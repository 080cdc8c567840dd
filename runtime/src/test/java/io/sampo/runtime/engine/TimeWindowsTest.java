package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.session_window;
import static io.sampo.functions.Functions.window;
import static io.sampo.functions.Functions.window_time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.dataframe.DataFrame;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code window} and {@code session_window}, with generated code and interpreted. */
@NullMarked
final class TimeWindowsTest {
  private static final String EVENT =
      """
      SELECT CAST(t AS TIMESTAMP) AS t, CAST(t AS TIMESTAMP_NTZ) AS n, k, v
      FROM VALUES ('2024-01-01 00:00:00', 'a', 1), ('2024-01-01 00:07:00', 'a', 2),
        ('2024-01-01 00:12:30', 'b', 3), ('2024-01-01 00:14:00', 'a', 4),
        ('1969-12-31 23:59:00', 'a', 5), (NULL, 'a', 6) AS e(t, k, v)

      """;

  private static BothRoads sessions;

  @BeforeAll
  static void open() {
    sessions = new BothRoads().withView("event", EVENT);
  }

  @AfterAll
  static void close() {
    sessions.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT minute(window.start), minute(window.end), sum(v) FROM event GROUP BY window(t, '10 minutes') ORDER BY window.start | [50,0,5] [0,10,3] [10,20,7]
          SELECT minute(w.start) m, c FROM (SELECT window(t, '10 minutes', '5 minutes') w, count(*) c FROM event GROUP BY 1) ORDER BY w | [50,1] [55,1] [55,1] [0,2] [5,3] [10,2]
          SELECT minute(window.start) m, k, sum(v) FROM event e GROUP BY window(e.t, INTERVAL 10 MINUTES), e.k ORDER BY ALL | [0,a,3] [10,a,4] [10,b,3] [50,a,5]
          SELECT minute(window(t, '10 minutes', '10 minutes', '2 minutes').start) s, sum(v) FROM event GROUP BY window(t, '10 minutes', '10 minutes', '2 minutes') ORDER BY s, 2 | [2,2] [12,7] [52,1] [52,5]
          SELECT v, window(t, '1 hour').end > t FROM event ORDER BY v | [1,true] [2,true] [3,true] [4,true] [5,true]
          SELECT *, window(n, '1 day') IS NULL AS w FROM (SELECT n, v FROM event WHERE v = 2) | [2024-01-01T00:07,2,false]
          SELECT typeof(window(t, '1 day')) FROM event WHERE v = 1 | [struct<start:timestamp,end:timestamp>]
          SELECT typeof(window(n, '1 day')) FROM event WHERE v = 1 | [struct<start:timestamp_ntz,end:timestamp_ntz>]
          SELECT count(*) FROM event GROUP BY window(t, '10 minutes') HAVING max(v) > 3 ORDER BY 1 | [1] [2]
          SELECT second(window_time(window)), count(*) FROM event WHERE v < 5 GROUP BY window(t, '1 hour') | [59,4]
          SELECT minute(session_window.start), minute(session_window.end), count(*) FROM event GROUP BY session_window(t, '6 minutes') ORDER BY session_window.start | [59,5,1] [0,6,1] [7,20,3]
          SELECT k, count(*) FROM event e GROUP BY k, session_window(e.t, '7 minutes') ORDER BY ALL | [a,1] [a,3] [b,1]
          SELECT k, max(v) FROM event GROUP BY 1, session_window(n, CASE WHEN v = 1 THEN INTERVAL 1 MINUTE ELSE INTERVAL 1 HOUR END) ORDER BY ALL | [a,1] [a,4] [a,5] [b,3]
          """)
  void windows(String sql, String rows) {
    sessions.check(sql, rows);
  }

  @Test
  void dataFramesGroupByWindows() {
    DataFrame events = sessions.compiled().table("event").where("v < 5");
    assertThat(
            events
                .groupBy(window(col("t"), "10 minutes"))
                .count()
                .orderBy("window")
                .select(window_time(col("window")).cast("string"), col("count"))
                .collect()
                .toString())
        .isEqualTo("[[2024-01-01 00:09:59.999999,2], [2024-01-01 00:19:59.999999,2]]");
    assertThat(
            events
                .groupBy(col("k"), session_window(col("t"), "7 minutes"))
                .count()
                .orderBy("k")
                .select("k", "count")
                .collect()
                .toString())
        .isEqualTo("[[a,3], [b,1]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT count(*) FROM event GROUP BY window(t, '0 minutes') | DATATYPE_MISMATCH
          SELECT count(*) FROM event GROUP BY window(t, '1 month') | DATATYPE_MISMATCH
          SELECT count(*) FROM event GROUP BY window(t, '1 minute', '2 minutes') | DATATYPE_MISMATCH
          SELECT count(*) FROM event GROUP BY window(t, '1 minute'), window(t, '2 minutes') | UNSUPPORTED_FEATURE
          SELECT session_window(t, '1 minute') FROM event | INVALID_EXPRESSION_PLACE
          SELECT v FROM event GROUP BY window(t, '1 minute') | MISSING_AGGREGATION
          """)
  void mistakes(String sql, ErrorCode code) {
    assertThatThrownBy(() -> sessions.compiled().sql(sql).collect())
        .isInstanceOfSatisfying(
            SampoException.class, error -> assertThat(error.code()).isEqualTo(code));
  }
}
