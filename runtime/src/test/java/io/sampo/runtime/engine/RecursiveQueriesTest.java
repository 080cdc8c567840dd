package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WITH RECURSIVE. Its table is computed while the query that reads it is planned. */
@NullMarked
final class RecursiveQueriesTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .master("local[2]")
            .appName("recursion")
            .config("sampo.partitions", "3")
            .create();
    session
        .sql("SELECT * FROM VALUES (1, NULL), (2, 1), (3, 1), (4, 3), (9, 8) AS e(id, boss)")
        .createOrReplaceTempView("employee");
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT sum(n) FROM r | [10]
          WITH RECURSIVE r AS (SELECT 1 AS n, 1 AS f UNION ALL SELECT n + 1, f * (n + 1) FROM r WHERE n < 4) SELECT * FROM r ORDER BY n | [1,1] [2,2] [3,6] [4,24]
          WITH RECURSIVE h(id, level) AS (SELECT id, 0 FROM employee WHERE boss IS NULL UNION ALL SELECT e.id, level + 1 FROM employee e JOIN h ON e.boss = h.id) SELECT * FROM h ORDER BY id | [1,0] [2,1] [3,1] [4,2]
          WITH RECURSIVE a AS (SELECT 2 AS x), r(n) AS (SELECT x FROM a UNION ALL SELECT n * n FROM r, a WHERE n < 100 * x) SELECT max(n) FROM r | [256]
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r LIMIT 3 | [1] [2] [3]
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT a.n, b.n FROM r a JOIN r b ON a.n = b.n + 1 ORDER BY 1 | [2,1] [3,2]
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT 2) SELECT n FROM r ORDER BY n | [1] [2]
          WITH RECURSIVE r AS (SELECT 5 AS n) SELECT n FROM r | [5]
          WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL VALUES (2) UNION ALL SELECT n + 2 FROM r WHERE n < 3) SELECT n FROM r ORDER BY n | [1] [2] [3] [4]
          WITH RECURSIVE r(n) MAX RECURSION LEVEL 200 AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 150) SELECT count(*) FROM r | [150]
          SELECT * FROM (WITH RECURSIVE r(s) AS (SELECT 'a' UNION ALL SELECT concat(s, 'b') FROM r WHERE length(s) < 3) SELECT max(s) FROM r) | [abb]
          WITH recursive AS (SELECT 7 AS n) SELECT n FROM recursive | [7]
          """)
  void rows(String sql, String rows) {
    assertThat(session.sql(sql).collect().stream().map(Row::toString))
        .containsExactly(rows.split(" "));
  }

  @Test
  void aTableOfARecursionIsReadByViewsAndWrites() {
    session
        .sql("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) FROM r")
        .createOrReplaceTempView("five");
    session.sql("CACHE TABLE five");
    assertThat(session.sql("SELECT count(*), max(n) FROM five").collect().getFirst().toString())
        .isEqualTo("[5,5]");
    session.sql("UNCACHE TABLE five");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r | RECURSION_LEVEL_LIMIT_EXCEEDED
          WITH RECURSIVE r(n) MAX RECURSION LEVEL 2 AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r | RECURSION_LEVEL_LIMIT_EXCEEDED
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT r.n FROM r, range(4)) SELECT count(*) FROM r | RECURSION_ROW_LIMIT_EXCEEDED
          WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n FROM r) SELECT * FROM r | UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE
          WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n, 2 FROM r) SELECT * FROM r | NUM_COLUMNS_MISMATCH
          WITH RECURSIVE r(n) AS (SELECT n FROM r) SELECT * FROM r | TABLE_OR_VIEW_NOT_FOUND
          """)
  void mistakes(String sql, ErrorCode code) {
    assertThatThrownBy(() -> session.sql(sql).collect())
        .isInstanceOfSatisfying(
            SampoException.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  @Test
  void commandsDescribeTablesAndFunctions() {
    assertThat(session.sql("SHOW COLUMNS IN employee").collect().toString())
        .isEqualTo("[[id], [boss]]");
    assertThat(session.sql("SHOW VIEWS").schema().names())
        .containsExactly("namespace", "viewName", "isTemporary");
    assertThat(session.sql("DESCRIBE employee").collect().toString())
        .isEqualTo("[[id,int,null], [boss,int,null]]");
    assertThat(session.sql("DESCRIBE FUNCTION EXTENDED abs").collect().toString())
        .contains("Function: abs", "Usage: abs(", "> SELECT abs(");
    assertThatThrownBy(() -> session.sql("ADD JAR 'no such.jar'"))
        .hasMessageContaining("no such.jar");
  }
}
