package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.column.Column;
import io.sampo.error.SampoException;
import io.sampo.functions.Functions;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generators, PIVOT and UNPIVOT, with generated code and interpreted. */
@NullMarked
final class GeneratorQueriesTest {
  private static Session compiled;
  private static Session interpreted;

  @BeforeAll
  static void open() {
    compiled = session("true", "3", 1024);
    interpreted = session("false", "2", 3);
  }

  private static Session session(String codegen, String partitions, int batch) {
    return Session.builder()
        .master("local[2]")
        .appName("generators")
        .config("sampo.codegen.enabled", codegen)
        .config("sampo.partitions", partitions)
        .config("sampo.batch.rows", String.valueOf(batch))
        .create();
  }

  @AfterAll
  static void close() {
    compiled.close();
    interpreted.close();
  }

  private static void assertRows(String sql, String... rows) {
    for (Session session : List.of(compiled, interpreted)) {
      assertThat(session.sql(sql).collect().stream().map(Row::toString)).containsExactly(rows);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT explode(array(1, 2))                                          | [1] [2]
          SELECT explode(map('a', 1, 'b', 2))                                  | [a,1] [b,2]
          SELECT explode(map('a', 1)) AS (k, v)                                | [a,1]
          SELECT posexplode(array('a', NULL))                                  | [0,a] [1,null]
          SELECT posexplode_outer(array())                                     | [null,null]
          SELECT explode_outer(CAST(NULL AS ARRAY<INT>))                       | [null]
          SELECT inline(array(struct(1, 'x'), struct(2, 'y')))                 | [1,x] [2,y]
          SELECT inline_outer(CAST(NULL AS ARRAY<STRUCT<a: INT, b: STRING>>))  | [null,null]
          SELECT stack(2, 1, 'a', 2)                                           | [1,a] [2,null]
          SELECT x, explode(sequence(1, x)) AS e FROM VALUES (2), (1) AS t(x)  | [2,1] [2,2] [1,1]
          SELECT k, explode(collect_list(v)) FROM VALUES (1, 2), (1, 3) AS t(k, v) GROUP BY k | [1,2] [1,3]
          SELECT * FROM explode(array(1, 2)) AS e(x)                           | [1] [2]
          SELECT x, y FROM VALUES (0), (2) AS t(x) LATERAL VIEW explode(array_repeat(x, x)) v AS y | [2,2] [2,2]
          SELECT x, y FROM VALUES (0), (1) AS t(x) LATERAL VIEW OUTER explode(array_repeat(x, x)) v AS y | [0,null] [1,1]
          SELECT v.y FROM VALUES (1) AS t(x) LATERAL VIEW explode(array(x, 5)) v AS y WHERE v.y > 1 | [5]
          SELECT x, y FROM VALUES (0), (1) AS t(x), LATERAL explode(array_repeat(x, x)) AS e(y) | [1,1]
          SELECT x, y FROM VALUES (0), (1) AS t(x) LEFT JOIN LATERAL explode(array_repeat(x, x)) AS e(y) ON true | [0,null] [1,1]
          SELECT x, (SELECT max(e) FROM (SELECT explode(xs) AS e)) FROM VALUES (1, array(3, 7)) AS t(x, xs) | [1,7]
          """)
  void unfold(String sql, String rows) {
    assertRows(sql, rows.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT explode(array(1)) + 1",
        "SELECT 1 WHERE explode(array(1)) = 1",
        "SELECT explode(5)",
        "SELECT explode(array(1)), explode(array(2))",
        "SELECT explode(array(1)) AS (a, b)",
        "SELECT stack(0, 1)",
        "SELECT * FROM VALUES (1) AS t(x) LATERAL VIEW upper('a') v AS y",
      })
  void refuseWhatHasNoMeaning(String sql) {
    assertThatThrownBy(() -> compiled.sql(sql).collect())
        .isInstanceOfSatisfying(
            SampoException.class, error -> assertThat(error.span()).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unfoldInDataFrames(boolean codegen) {
    Session session = codegen ? compiled : interpreted;
    Column letters = Functions.split(col("text"), ",");
    var texts = session.sql("SELECT 'a,b' AS text UNION ALL SELECT 'c'");
    assertThat(
            texts.select(Functions.explode(letters).as("l")).collect().stream().map(Row::toString))
        .containsExactlyInAnyOrder("[a]", "[b]", "[c]");
    assertThat(texts.withColumn("text", Functions.explode(letters)).count()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PIVOT (sum(v) FOR q IN ('q1', 'q2')) ORDER BY n                   | n,q1,q2         | [a,1,2] [b,3,null]
          PIVOT (sum(v) AS s, max(v) FOR q IN ('q1' AS x)) ORDER BY n       | n,x_s,x_max(v)  | [a,1,1] [b,3,3]
          PIVOT (sum(v) FOR (n, q) IN (('a', 'q1') AS x, ('b', 'q2') AS y)) | x,y             | [1,null]
          UNPIVOT (x FOR name IN (v)) ORDER BY ALL                          | n,q,name,x      | [a,q1,v,1] [a,q2,v,2] [b,q1,v,3]
          UNPIVOT (x FOR name IN (n AS first, q)) WHERE v = 3 ORDER BY x    | v,name,x        | [3,first,b] [3,q,q1]
          """)
  void turnRowsAndColumns(String clause, String names, String rows) {
    String sql =
        "SELECT * FROM VALUES ('a', 'q1', 1), ('a', 'q2', 2), ('b', 'q1', 3) AS t(n, q, v) ";
    assertRows(sql + clause, rows.split(" "));
    assertThat(String.join(",", compiled.sql(sql + clause).columns())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource({"'',1", "INCLUDE NULLS,2", "EXCLUDE NULLS,1"})
  void unpivotLeavesOutNullsUnlessTold(String nulls, int count) {
    String sql = "SELECT * FROM VALUES (1, 2, NULL) AS t(id, a, b) UNPIVOT " + nulls;
    assertThat(compiled.sql(sql + " (x FOR n IN (a, b))").count()).isEqualTo(count);
  }
}
