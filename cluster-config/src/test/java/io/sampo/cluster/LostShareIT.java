package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three workers is killed by kill -9 when all tasks of the last of three fragments have read
 * their input: its own three tasks are run again, since each is needed for the next, and none of
 * the other six.
 */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class LostShareIT {
  private static final int WORKERS = 3;

  /** Three fragments of three tasks; each worker, of one core, runs one of each. */
  private static final String QUERY =
      "SELECT g, gate(s) AS s FROM (SELECT s % 101 AS g, sum(k) AS s FROM"
          + " (SELECT id % 5003 AS k, sum(id) AS s FROM range(200000) GROUP BY id % 5003)"
          + " GROUP BY s % 101)";

  private static final int LOST = 3;

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(Session session, String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).sorted().toList();
  }

  /** Runs a statement; a worker is killed when a task on each waits at the gate. */
  private List<String> withALoss(Processes processes, Session session, String sql, int victim) {
    var gate = new Gate(folder.resolve("gate-" + victim));
    session.udf().register("gate", gate.function("gate"), DataType.LONG);
    var answer =
        CompletableFuture.supplyAsync(
            () -> rows(session, sql), task -> Thread.ofPlatform().daemon().start(task));
    processes.awaitAtGate(gate, answer);
    NodeProcess killed = processes.cluster().worker(victim);
    killed.kill();
    gate.open();
    List<String> rows = answer.join();
    processes.cluster().replaceWorker(victim);
    processes.awaitWorkers(WORKERS);
    return rows;
  }

  @Test
  void onlyTheLostShareIsRunAgain() {
    List<String> expected;
    try (Session local = Session.builder().master("local[1]").create()) {
      var open = new Gate(folder.resolve("open"));
      open.open();
      local.udf().register("gate", open.function("gate"), DataType.LONG);
      expected = rows(local, QUERY);
    }
    try (Processes processes = Processes.start(WORKERS, logs, Map.of());
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", WORKERS);
      session.conf().set("sampo.speculation.enabled", false);
      assertThat(withALoss(processes, session, QUERY, 1)).isEqualTo(expected);
      assertThat(processes.view().reruns()).as("tasks run again").isEqualTo(LOST);

      assertThat(String.join("\n", withALoss(processes, session, "EXPLAIN ANALYZE " + QUERY, 2)))
          .contains(LOST + " tasks run again");
      assertThat(processes.view().reruns()).isEqualTo(2 * LOST);
    }
  }
}
