package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A full ORDER BY on workers yields the rows of one process, in their order, ties included. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RangeSortTest {
  private static final String ROWS =
      """
      SELECT id, id * 7919 % 10007 AS mixed, IF(id % 5 = 0, NULL, id % 3) AS few, 1 AS one,
        CAST(id * 31 % 977 AS DECIMAL(25, 3)) AS wide, concat('a long text ', id % 211) AS text,
        IF(id % 7 = 0, NULL, CAST(id % 89 - 44 AS DOUBLE) / 3) AS real
      FROM range(60000)
      """;

  private static final List<String> ORDERS =
      List.of(
          "mixed",
          "few",
          "one",
          "few DESC NULLS FIRST, mixed DESC",
          "wide DESC",
          "text, real DESC NULLS LAST",
          "real, id DESC",
          "mixed % 17, text");

  private TestCluster cluster;
  private Session workers;
  private Session local;

  @BeforeAll
  void open(@TempDir Path folder) {
    cluster = new TestCluster();
    for (int i = 0; i < 3; i++) {
      cluster.join(1 + i % 2);
    }
    workers = Session.builder().master(TestClusterProvider.master("ranges", cluster)).create();
    local = Session.builder().master("local[2]").create();
    String path = folder.resolve("rows").toString();
    local.sql(ROWS).coalesce(1).write().parquet(path);
    for (int i = 1; i < 5; i++) {
      local.sql(ROWS + " WHERE id % 5 = " + i).coalesce(1).write().mode("append").parquet(path);
    }
    for (Session session : List.of(workers, local)) {
      session.read().parquet(path).createOrReplaceTempView("rows");
    }
  }

  @AfterAll
  void close() {
    workers.close();
    local.close();
    cluster.close();
  }

  static Stream<Arguments> sorts() {
    return ORDERS.stream()
        .flatMap(order -> Stream.of(1, 2, 6).map(partitions -> Arguments.of(order, partitions)));
  }

  private static List<String> rows(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  @ParameterizedTest
  @MethodSource("sorts")
  void rowsComeInTheOrderOfOneProcess(String order, int partitions) {
    workers.conf().set("sampo.partitions", partitions);
    String sql = "SELECT * FROM rows ORDER BY " + order;
    assertThat(rows(workers, sql)).isEqualTo(rows(local, sql));
  }

  @Test
  void whatIsBehindASortSeesItsOrder() {
    workers.conf().set("sampo.partitions", 5);
    for (String sql :
        List.of(
            "SELECT * FROM (SELECT id, text FROM rows ORDER BY mixed, id) LIMIT 50 OFFSET 3000",
            "SELECT id, text FROM rows WHERE few IS NULL ORDER BY text, id LIMIT 70",
            "SELECT few, count(*) FROM rows GROUP BY few ORDER BY few",
            "SELECT text, count(*), sum(wide) FROM rows GROUP BY text ORDER BY 2, 1",
            "SELECT id FROM rows WHERE id < 0 ORDER BY mixed",
            "SELECT a.id, b.text FROM rows a JOIN rows b ON a.id = b.mixed ORDER BY a.real, 1, 2")) {
      assertThat(rows(workers, sql)).as(sql).isEqualTo(rows(local, sql));
    }
  }

  @Test
  void aSortIsCutIntoRangesThatSeveralTasksSort() {
    workers.conf().set("sampo.partitions", 5);
    String plan = rows(workers, "EXPLAIN SELECT * FROM rows ORDER BY mixed").toString();
    assertThat(plan).contains("to 5 ranges of").contains("by task, with a sample");
    assertThat(rows(workers, "EXPLAIN SELECT * FROM rows ORDER BY mixed LIMIT 10").toString())
        .doesNotContain("ranges");
  }

  @Test
  void filesOfSortedRowsFollowEachOther(@TempDir Path folder) {
    workers.conf().set("sampo.partitions", 5);
    String target = folder.resolve("sorted").toString();
    workers.sql("SELECT * FROM rows ORDER BY mixed, id").write().parquet(target);
    // Files are read in the order of their names.
    String sql = "SELECT * FROM rows ORDER BY mixed, id";
    List<String> read = local.read().parquet(target).collect().stream().map(Row::toString).toList();
    assertThat(read).isEqualTo(rows(local, sql));
  }
}
