package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.Processes;
import io.sampo.row.Row;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.session.Session;
import io.sampo.types.DataType;
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
  /** Stages before the gate, and some that begin after it. */
  private static final String QUERY =
      "SELECT k, sum(n) AS n, sum(s) AS s FROM (SELECT k % 100 AS k, count(*) AS n, gate(sum(s)) AS"
          + " s FROM (SELECT a.k AS k, a.s * b.id % 1000 AS s FROM"
          + " (SELECT id % 5000 AS k, sum(id) AS s FROM range(200000) GROUP BY id % 5000) a"
          + " JOIN range(60) b ON a.k % 10 = b.id % 10) GROUP BY k) GROUP BY k ORDER BY k";

  private static final String ROWS =
      "SELECT id AS n, id % 3 AS k, concat('text ', id) AS t FROM range(1500000)";

  private static final long SEED = Long.getLong("sampo.test.seed", 4711);

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  private List<String> expected() {
    try (Session local = Session.builder().master("local[2]").create()) {
      var open = new Gate(folder.resolve("open"));
      open.open();
      local.udf().register("gate", open.function("gate"), DataType.LONG);
      return rows(local, QUERY);
    }
  }

  /**
   * Runs the query, also with its figures, and does something while its tasks are in the middle.
   */
  private void assertAnswers(
      Processes processes, Session session, List<String> expected, Runnable loss) {
    var gate = new Gate(folder.resolve("gate"));
    session.udf().register("gate", gate.function("gate"), DataType.LONG);
    var answer = start(() -> rows(session, QUERY));
    var figures = start(() -> String.join("\n", rows(session, "EXPLAIN ANALYZE " + QUERY)));
    processes.awaitAtGate(gate, answer);
    loss.run();
    gate.open();
    assertThat(answer.join()).isEqualTo(expected);
    // What had been done before the loss counts, and nothing of it was done again.
    assertThat(figures.join()).contains("fragment 0 on ").contains("0 tasks run again");
  }

  @Test
  void aRunningQueryGoesOnAtTheNextDriver() {
    List<String> expected = expected();
    try (Processes processes = Processes.start(2, logs, Map.of("sampo.reconnect.seconds", "300"));
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", 6);
      assertAnswers(processes, session, expected, processes.cluster()::replaceDriver);
    }
  }

  @Test
  void aStandbyTakesOver() {
    List<String> expected = expected();
    try (Processes processes = Processes.start(2, logs, Map.of("sampo.reconnect.seconds", "300"))) {
      processes.cluster().addStandby();
      try (Session session = processes.session()) {
        session.conf().set("sampo.partitions", 6);
        session.sql("SELECT 7 AS n").createOrReplaceTempView("seven");
        assertAnswers(processes, session, expected, processes.cluster().driver()::kill);
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
