package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Columns of which only some rows are decoded have the same values there as columns decoded whole.
 * Interpreted flows always decode whole columns.
 */
@NullMarked
final class SelectiveDecodingTest {
  /** Dictionaries and plain values, runs and packed codes, nulls in some pages only. */
  private static final String DATA =
      "SELECT id, id * 7919 % 1009 AS o, CAST(id % 3 AS TINYINT) AS b, CAST(id DIV 900 AS SMALLINT) AS h,"
          + " CAST(id * 31 % 400 AS INT) AS i, CASE WHEN id BETWEEN 3000 AND 5000 AND id % 7 = 0"
          + " THEN NULL ELSE id * 13 % 50 END AS n, CAST(id % 77 AS DECIMAL(12, 2)) AS d,"
          + " CAST(id % 78 AS DECIMAL(30, 2)) AS w, CAST(id * 17 % 90 AS DOUBLE) / 8 AS f,"
          + " concat('a dictionary text ', id % 60) AS s,"
          + " CASE WHEN id % 5 = 0 THEN NULL ELSE concat('text ', id DIV 40) END AS t,"
          + " concat('each one is another text ', id) AS p, date_add(DATE'2024-02-03', CAST(id % 300"
          + " AS INT)) AS a, id % 2 = 0 AS z, 'always' AS c FROM range(0, 12000)";

  private static final List<String> QUERIES =
      List.of(
          "SELECT * FROM t WHERE o = 17",
          "SELECT * FROM t WHERE o < 100 AND i < 100 AND n < 20",
          "SELECT s, sum(d), count(t), max(p) FROM t WHERE o % 11 = 3 GROUP BY s",
          "SELECT x.id, x.s, x.w, y.t, y.p FROM t x JOIN t y ON x.i = y.i WHERE x.o = 5 AND y.o < 20",
          "SELECT x.id, x.t, x.c, x.f, y.b FROM t x JOIN (SELECT * FROM t WHERE o IN (1, 2, 3)) y"
              + " ON x.o = y.o",
          "SELECT count(*), min(t), max(n) FROM t WHERE o = 2000");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1024", "2, 1000", "2, 37"})
  void hasTheSameValues(int partitions, int batch) {
    for (String pages : List.of("300", "5000")) {
      String files = folder.resolve("rows-" + pages).toString();
      try (Session whole = open(false, partitions, batch)) {
        whole.sql(DATA).write().mode("overwrite").option("row_group_size", pages).parquet(files);
        try (Session selective = open(true, partitions, batch)) {
          for (Session session : List.of(whole, selective)) {
            session.read().parquet(files).createOrReplaceTempView("t");
          }
          for (String query : QUERIES) {
            assertThat(rows(selective, query)).as(query).isEqualTo(rows(whole, query));
          }
        }
      }
    }
  }

  private static Session open(boolean codegen, int partitions, int batch) {
    return Session.builder()
        .master("local[2]")
        .appName("selective")
        .config("sampo.partitions", Integer.toString(partitions))
        .config("sampo.batch.rows", Integer.toString(batch))
        .config("sampo.codegen.enabled", codegen)
        .create();
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).sorted().toList();
  }
}
