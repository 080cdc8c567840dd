package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.cluster.harness.InProcess;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.node.WorkerMember;
import io.sampo.config.StorageLevel;
import io.sampo.dataframe.DataFrame;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.functions.Functions;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same user code on a cluster's workers as on an engine of this process. */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class SessionsOnWorkersTest {
  private static final Path TABLES =
      Path.of("../examples/src/test/resources/tpch/sf0.01").toAbsolutePath().normalize();

  private static final List<String> QUERIES =
      List.of(
          "SELECT l_returnflag, l_linestatus, sum(l_quantity), avg(l_discount), count(*)"
              + " FROM lineitem GROUP BY l_returnflag, l_linestatus ORDER BY 1, 2",
          "SELECT o_orderpriority, count(*), sum(l_extendedprice) FROM orders JOIN lineitem"
              + " ON l_orderkey = o_orderkey WHERE l_shipdate > DATE'1995-06-01'"
              + " GROUP BY o_orderpriority ORDER BY 1",
          "SELECT o_orderkey, o_totalprice FROM orders ORDER BY o_totalprice DESC, o_orderkey LIMIT"
              + " 20",
          "SELECT count(*) FROM orders o WHERE EXISTS (SELECT 1 FROM lineitem l WHERE l.l_orderkey"
              + " = o.o_orderkey AND l.l_quantity > 49)");

  @TempDir private Path folder;

  private static void views(Session session) {
    for (String table : List.of("lineitem", "orders")) {
      session
          .read()
          .parquet(TABLES.resolve(table + ".parquet").toString())
          .createOrReplaceTempView(table);
    }
  }

  private static List<String> rows(Session session, String query) {
    return session.sql(query).collect().stream().map(Row::toString).toList();
  }

  private static String get(String place, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://" + place + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body();
    }
  }

  @Test
  void answersAreThoseOfAnEngineOfThisProcess() throws Exception {
    try (Session local = Session.builder().master("local[2]").create();
        InProcess cluster = InProcess.start(2, folder);
        Session session = cluster.session(Map.of())) {
      views(local);
      views(session);
      for (String query : QUERIES) {
        assertThat(rows(session, query)).isEqualTo(rows(local, query));
      }
      String target = folder.resolve("written").toString();
      session.table("orders").write().parquet(target);
      assertThat(local.read().parquet(target).count()).isEqualTo(local.table("orders").count());

      assertThatThrownBy(() -> rows(session, "SELECT sum(assert_true(o_orderkey < 0)) FROM orders"))
          .isInstanceOf(SampoException.class);
      assertThatThrownBy(() -> rows(session, "SELECT 1 / (o_orderkey - o_orderkey) FROM orders"))
          .isInstanceOfSatisfying(
              SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DIVIDE_BY_ZERO));

      // A worker that comes later gets work, one that leaves takes nothing with it.
      cluster.addWorker();
      cluster.worker(0).close();
      Processes.await("loss of the worker", () -> cluster.view().workers().size() == 2);
      for (String query : QUERIES) {
        assertThat(rows(session, query)).isEqualTo(rows(local, query));
      }
      Processes.await(
          "release of all blocks",
          () -> cluster.view().workers().stream().allMatch(worker -> worker.blocks() == 0));

      WorkerMember worker = cluster.worker(1);
      String probes = worker.probes().orElseThrow().toString();
      assertThat(get(probes, "/health/ready")).startsWith("200");
      assertThat(get(probes, "/metrics")).contains("sampo_worker_blocks", "sampo_data_sent_bytes");
      assertThat(get(cluster.driver().probes().orElseThrow().toString(), "/metrics"))
          .contains("sampo_driver_workers{role=\"driver\"} 2.0");
    }
  }

  @Test
  void recursionsAreThoseOfAnEngineOfThisProcess() {
    String recursion =
        "WITH RECURSIVE r(k, n) AS (SELECT o_orderkey, 0 FROM orders WHERE o_orderkey < 40"
            + " UNION ALL SELECT k + 32, n + 1 FROM r JOIN orders ON k = o_orderkey WHERE n < 5)"
            + " SELECT n, count(*), sum(k) FROM r GROUP BY n ORDER BY n";
    try (Session local = Session.builder().master("local[2]").create();
        InProcess cluster = InProcess.start(2, folder);
        Session session = cluster.session(Map.of())) {
      views(local);
      views(session);
      assertThat(rows(session, recursion)).isEqualTo(rows(local, recursion));
      var few = session.sql("SELECT o_orderkey AS k FROM orders WHERE o_orderkey < 1000").persist();
      long count = few.count();
      assertThat(few.count()).isEqualTo(count).isPositive();
      assertThat(few.unpersist().count()).isEqualTo(count);
    }
  }

  private static void awaitNoBlocks(InProcess cluster) {
    Processes.await(
        "release of all blocks",
        () -> cluster.view().workers().stream().allMatch(worker -> worker.blocks() == 0));
  }

  @Test
  void rowsAreKeptByWorkersForClients() {
    try (InProcess cluster = InProcess.start(2, folder)) {
      try (Session session = cluster.session(Map.of())) {
        views(session);
        session.sql("CACHE TABLE few AS SELECT o_orderkey AS k FROM orders WHERE o_orderkey < 99");
        long few = session.table("few").count();
        Processes.await(
            "blocks on workers",
            () -> cluster.view().workers().stream().anyMatch(worker -> worker.blocks() > 0));
        assertThat(session.table("few").explainString("simple")).contains("InMemoryTable");
        DataFrame orders = session.table("orders").filter("o_orderkey > 1000").cache();
        long many = orders.count();
        assertThat(orders.storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK);
        assertThat(orders.filter("o_orderkey < 2000").count()).isBetween(1L, many - 1);
        assertThat(orders.unpersist().count()).isEqualTo(many);
        session.sql("UNCACHE TABLE few");
        awaitNoBlocks(cluster);
        assertThat(session.table("few").count()).isEqualTo(few);

        DataFrame next = session.table("few").selectExpr("k", "k + 1 AS next");
        assertThatThrownBy(next::checkpoint)
            .isInstanceOfSatisfying(
                SampoException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_DIR_NOT_SET));
        session.setCheckpointDir(folder.resolve("checkpoints").toString());
        DataFrame checkpoint = next.checkpoint();
        assertThat(checkpoint.count()).isEqualTo(few);
        assertThat(checkpoint.filter("k < 0").count()).isZero();
        assertThat(session.table("few").localCheckpoint(false).count()).isEqualTo(few);
      }
      awaitNoBlocks(cluster);
    }
  }

  @Test
  void programsThatDeriveATableFromItselfStayFast() {
    try (InProcess cluster = InProcess.start(2, folder);
        Session session = cluster.session(Map.of())) {
      DataFrame numbers = session.range(100).selectExpr("id", "0 AS n").localCheckpoint();
      for (int step = 0; step < 200; step++) {
        numbers = numbers.selectExpr("id", "n + 1 AS n").localCheckpoint();
      }
      assertThat(numbers.agg(Functions.sum(Functions.col("n"))).collect().toString())
          .isEqualTo("[[20000]]");
    }
  }
}
