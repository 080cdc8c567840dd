package io.sampo.runtime.engine;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code histogram_numeric} joins the closest values, of equally close ones the first. */
@NullMarked
final class HistogramTest {
  private static BothRoads sessions;

  @BeforeAll
  static void open() {
    sessions = new BothRoads();
  }

  @AfterAll
  static void close() {
    sessions.close();
  }

  /** The last two would take hours if all bins were looked at for each that is joined. */
  @ParameterizedTest
  @Timeout(120)
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          SELECT to_json(histogram_numeric(v, 2)) FROM VALUES (0D), (10D), (1D), (12D), (1D) AS t(v) | [[{"x":0.6666666666666666,"y":3.0},{"x":11.0,"y":2.0}]]
          SELECT to_json(histogram_numeric(v, 3)) FROM VALUES (0D), (1D), (2D), (3D) AS t(v) | [[{"x":0.5,"y":2.0},{"x":2.0,"y":1.0},{"x":3.0,"y":1.0}]]
          SELECT to_json(histogram_numeric(v, 9)) FROM VALUES (5), (5), (NULL), (7) AS t(v) | [[{"x":5,"y":2.0},{"x":7,"y":1.0}]]
          SELECT size(h), aggregate(h, 0D, (a, b) -> a + b.y) FROM (SELECT histogram_numeric(id * 1D, 10) AS h FROM range(1000000)) | [10,1000000.0]
          SELECT size(h), h[0].x < h[1].x FROM (SELECT histogram_numeric(pmod(id * 7919, 1000003) * 0.5D, 100) AS h FROM range(1000000)) | [100,true]
          """)
  void bins(String sql, String rows) {
    sessions.check(sql, rows);
  }
}
