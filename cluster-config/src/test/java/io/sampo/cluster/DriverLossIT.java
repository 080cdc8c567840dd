package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Processes;
import io.sampo.row.Row;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The driver and workers die by kill -9 in the middle of queries and writes. */
@NullMarked
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class DriverLossIT {
  /** A first stage that reads, and a second one that takes long. */
  private static final String QUERY =
      "SELECT k, count(*) AS n, sum(s) AS s FROM (SELECT a.k AS k, a.s * b.id % 1000 AS s FROM"
          + " (SELECT id % 5000 AS k, sum(id) AS s FROM range(2000000) GROUP BY id % 5000) a"
          + " JOIN range(6000) b ON a.k % 10 = b.id % 10) GROUP BY k ORDER BY k";

  private static final String ROWS =
      "SELECT id AS n, id % 3 AS k, concat('text ', id) AS t FROM range(1500000)";

  private static final long SEED = Long.getLong("sampo.test.seed", 4711);

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  @Test
  void aRunningQueryGoesOnAtTheNextDriver() {
    List<String> expected;
    try (Session local = Session.builder().master("local[2]").create()) {
      expected = rows(local, QUERY);
    }
    try (Processes processes = Processes.start(2, logs, Map.of("sampo.reconnect.seconds", "300"));
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", 6);
      var answer = start(() -> rows(session, QUERY));
      var figures = start(() -> String.join("\n", rows(session, "EXPLAIN ANALYZE " + QUERY)));
      Processes.await("blocks of completed stages", () -> blocks(processes) >= 12);
      processes.cluster().replaceDriver();
      assertThat(answer.join()).isEqualTo(expected);
      // What had been done before the loss counts, and nothing of it was done again.
      assertThat(figures.join()).contains("fragment 0 on ").contains("0 tasks run again");
    }
  }

  @Test
  void aStandbyTakesOver() {
    List<String> expected;
    try (Session local = Session.builder().master("local[2]").create()) {
      expected = rows(local, QUERY);
    }
    try (Processes processes = Processes.start(2, logs, Map.of("sampo.reconnect.seconds", "300"))) {
      processes.cluster().addStandby();
      try (Session session = processes.session()) {
        session.conf().set("sampo.partitions", 6);
        session.sql("SELECT 7 AS n").createOrReplaceTempView("seven");
        var answer = start(() -> rows(session, QUERY));
        var figures = start(() -> String.join("\n", rows(session, "EXPLAIN ANALYZE " + QUERY)));
        Processes.await("blocks of completed stages", () -> blocks(processes) >= 12);
        processes.cluster().driver().kill();
        assertThat(answer.join()).isEqualTo(expected);
        assertThat(figures.join()).contains("fragment 0 on ").contains("0 tasks run again");
        // The session goes on at the next driver with its views, on the same workers.
        assertThat(rows(session, "SELECT n FROM seven")).containsExactly("[7]");
        processes.awaitWorkers(2);
      }
    }
  }

  /** On a thread of its own, since it waits. */
  private static <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> Thread.ofPlatform().daemon().start(task));
  }

  @Test
  void writesHappenOnceWhoeverDies() {
    var random = new Random(SEED);
    String target = folder.resolve("t").toString();
    try (Processes processes = Processes.start(2, logs, Map.of("sampo.reconnect.seconds", "300"));
        Session session = processes.session();
        Session local = Session.builder().master("local[2]").create()) {
      session.conf().set("sampo.partitions", 6);
      long rows = 0;
      for (String victim : List.of("worker", "driver", "driver")) {
        var write =
            CompletableFuture.runAsync(
                () -> session.sql(ROWS).write().mode("append").partitionBy("k").parquet(target));
        int after = random.nextInt(4);
        Processes.await(
            "write on its way",
            () -> write.isDone() || blocks(processes) >= after && !isIdle(processes));
        if (victim.equals("driver")) {
          processes.cluster().replaceDriver();
        } else {
          processes.cluster().worker(1).kill();
        }
        write.join();
        rows += 1_500_000;
        assertThat(rows(local, counts(target)))
            .as("seed %s, %s dies after %s blocks", SEED, victim, after)
            .containsExactly("[" + rows + ",1500000," + rows / 1_500_000 * 1124999250000L + "]");
        if (victim.equals("worker")) {
          processes.cluster().replaceWorker(1);
          processes.awaitWorkers(2);
        }
      }
      // The old rows are there while an overwrite is on its way, whoever dies, and then the new.
      var overwrite =
          CompletableFuture.runAsync(
              () -> session.sql(ROWS).write().mode("overwrite").parquet(target));
      Processes.await("write on its way", () -> overwrite.isDone() || !isIdle(processes));
      processes.cluster().driver().kill();
      assertThat(rows(local, "SELECT count(*) FROM parquet.`" + target + "`").getFirst())
          .isIn("[" + rows + "]", "[1500000]");
      processes.cluster().replaceDriver();
      overwrite.join();
      assertThat(rows(local, counts(target))).containsExactly("[1500000,1500000,1124999250000]");
    }
    assertThat(folder.toFile().list()).containsExactly("t");
  }

  private static int blocks(Processes processes) {
    return processes.view().workers().stream().mapToInt(ClusterView.Worker::blocks).sum();
  }

  private static boolean isIdle(Processes processes) {
    return processes.view().queries().isEmpty();
  }

  private static String counts(String target) {
    return "SELECT count(*), count(DISTINCT n), sum(n) FROM parquet.`" + target + "`";
  }
}
