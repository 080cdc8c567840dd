package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.from_json;
import static io.sampo.functions.Functions.json_tuple;
import static io.sampo.functions.Functions.map_zip_with;
import static io.sampo.functions.Functions.monotonically_increasing_id;
import static io.sampo.functions.Functions.struct;
import static io.sampo.functions.Functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.dataframe.DataFrame;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents in columns, through SQL and the API, compiled and interpreted. */
@NullMarked
final class DocumentQueriesTest {
  private static List<String> rows(DataFrame frame) {
    return frame.collect().stream().map(Row::toString).toList();
  }

  private static Session session(boolean codegen) {
    return Session.builder()
        .master("local[2]")
        .config("sampo.codegen.enabled", String.valueOf(codegen))
        .create();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void documentsInColumns(boolean codegen) {
    try (Session session = session(codegen)) {
      DataFrame lines =
          session.sql(
              """
              SELECT * FROM VALUES (1, '{"a":1,"xs":[{"n":1},{"n":2}]}'), (2, 'oops'), (3, NULL)
                AS t(id, doc)
              """);
      lines.createOrReplaceTempView("lines");
      assertThat(
              rows(
                  lines
                      .select(
                          col("id"),
                          from_json(col("doc"), "a INT, xs ARRAY<STRUCT<n: INT>>").as("d"))
                      .selectExpr("id", "d.a", "d.xs.n", "d.xs.n[1]", "d IS NULL")
                      .orderBy("id")))
          .containsExactly(
              "[1,1,[1, 2],2,false]", "[2,null,null,null,false]", "[3,null,null,null,true]");
      assertThat(
              rows(
                  session.sql(
                      """
                      SELECT id, a, xs FROM lines
                      LATERAL VIEW json_tuple(doc, 'a', 'xs') AS a, xs ORDER BY id
                      """)))
          .containsExactly("[1,1,[{\"n\":1},{\"n\":2}]]", "[2,null,null]", "[3,null,null]");
      assertThat(rows(lines.select(col("id"), json_tuple(col("doc"), "a")).orderBy("id")))
          .containsExactly("[1,1]", "[2,null]", "[3,null]");
      assertThat(
              rows(
                  session
                      .sql("SELECT id % 2 AS k, collect_list(id) AS ids FROM range(6) GROUP BY 1")
                      .select(to_json(struct(col("k"), col("ids"))).as("j"))
                      .orderBy("j")))
          .containsExactly("[{\"k\":0,\"ids\":[0,2,4]}]", "[{\"k\":1,\"ids\":[1,3,5]}]");
    }
  }

  @Test
  void rowsAreNumberedInOrder() {
    try (Session session = session(true)) {
      assertThat(
              rows(
                  session
                      .range(100_000)
                      .select(col("id"), monotonically_increasing_id().as("n"))
                      .filter("n <> id")))
          .isEmpty();
      assertThat(
              rows(session.sql("SELECT spark_partition_id(), count(*) FROM range(5) GROUP BY 1")))
          .containsExactly("[0,5]");
    }
  }

  @Test
  void percentilesFromTheOtherEnd() {
    try (Session session = session(true)) {
      assertThat(
              rows(
                  session.sql(
                      """
                      SELECT percentile_disc(0.25) WITHIN GROUP (ORDER BY v),
                        percentile_disc(0.25) WITHIN GROUP (ORDER BY v DESC),
                        percentile_disc(0.5) WITHIN GROUP (ORDER BY v DESC)
                      FROM VALUES (0), (1), (2), (3), (4) AS t(v)
                      """)))
          .containsExactly("[1.0,3.0,2.0]");
    }
  }

  @Test
  void mapsAreZipped() {
    try (Session session = session(true)) {
      DataFrame maps = session.sql("SELECT map('a', 1, 'b', 2) AS x, map('a', 10) AS y");
      assertThat(rows(maps.select(map_zip_with(col("x"), col("y"), (k, a, b) -> a.plus(b)))))
          .containsExactly("[{a=11, b=null}]");
    }
  }
}
