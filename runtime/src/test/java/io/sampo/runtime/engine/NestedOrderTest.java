package io.sampo.runtime.engine;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays and structs in order: by their elements, whatever the bytes that hold them. */
@NullMarked
final class NestedOrderTest {
  private static final String NESTED =
      """
      SELECT v, struct(v AS a) AS s, array(v, 1) AS l
      FROM VALUES (-3), (100000), (2000000000), (1), (256) AS t(v)

      """;

  private static BothRoads sessions;

  @BeforeAll
  static void open() {
    sessions = new BothRoads().withView("nested", NESTED);
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
          SELECT v FROM nested ORDER BY s                                       | [-3] [1] [256] [100000] [2000000000]
          SELECT v FROM nested ORDER BY l DESC LIMIT 2                          | [2000000000] [100000]
          SELECT max(s).a, min(l)[0], max_by(v, s), min_by(v, l) FROM nested    | [2000000000,-3,2000000000,-3]
          SELECT v, rank() OVER (ORDER BY s) FROM nested ORDER BY v             | [-3,1] [1,2] [256,3] [100000,4] [2000000000,5]
          SELECT v, max(s) OVER (ORDER BY v DESC).a FROM nested ORDER BY v LIMIT 1 | [-3,2000000000]
          SELECT v FROM nested WHERE s > struct(1 AS a) ORDER BY v              | [256] [100000] [2000000000]
          SELECT v FROM nested WHERE l BETWEEN array(-1) AND array(256, 2) ORDER BY v | [1] [256]
          SELECT count(*) FROM nested a JOIN nested b ON a.s < b.s              | [10]
          SELECT x[0] FROM VALUES (array(1D, 2D)), (array(1D)), (array(-1D)), (array(double('NaN'))), (NULL) AS t(x) ORDER BY x | [null] [-1.0] [1.0] [1.0] [NaN]
          SELECT v % 2, first_value(v) OVER (PARTITION BY v % 2 ORDER BY s DESC) FROM nested WHERE v < 300 ORDER BY v | [-1,-3] [1,1] [0,256]
          """)
  void order(String sql, String rows) {
    sessions.check(sql, rows);
  }
}
