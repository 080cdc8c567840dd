package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.Processes;
import io.sampo.error.ErrorCategory;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workers die by kill -9 while queries run: with recovery the answer is the same, without it an
 * error.
 */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class WorkerLossIT {
  /** Its tasks of the second fragment wait at a gate. */
  private static final String QUERY =
      "SELECT k, n, gate(s) AS s FROM (SELECT a.id % 97 AS k, count(*) AS n, sum(a.id * b.id) AS s"
          + " FROM range(30000) a JOIN range(3000) b ON a.id % 1000 = b.id % 1000 GROUP BY a.id % 97)"
          + " ORDER BY k";

  private static final int WORKERS = 3;
  private static final long SEED = Long.getLong("sampo.test.seed", 4711);

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(Session session) {
    return session.sql(QUERY).collect().stream().map(Row::toString).toList();
  }

  private Gate gate(Session session, String name) {
    var gate = new Gate(folder.resolve(name));
    session.udf().register("gate", gate.function("gate"), DataType.LONG);
    return gate;
  }

  @Test
  void aKilledWorkersShareIsComputedAgain() {
    var random = new Random(SEED);
    List<String> expected;
    try (Session local = Session.builder().master("local[1]").create()) {
      gate(local, "open").open();
      expected = rows(local);
    }
    try (Processes processes = Processes.start(WORKERS, logs, Map.of());
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", WORKERS);
      for (int round = 0; round < 2; round++) {
        Gate gate = gate(session, "gate-" + round);
        var answer = CompletableFuture.supplyAsync(() -> rows(session));
        processes.awaitAtGate(gate, answer);
        int victim = 1 + random.nextInt(WORKERS);
        processes.cluster().worker(victim).kill();
        gate.open();
        assertThat(answer.join()).as("seed " + SEED + ", worker " + victim).isEqualTo(expected);
        processes.cluster().replaceWorker(victim);
        processes.awaitWorkers(WORKERS);
      }

      session.conf().set("sampo.recovery.enabled", false);
      Gate gate = gate(session, "gate-without");
      var failing = CompletableFuture.supplyAsync(() -> catchThrowable(() -> rows(session)));
      processes.awaitAtGate(gate, failing);
      processes.cluster().workers().forEach(number -> processes.cluster().worker(number).kill());
      assertThat(failing.join())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code().category()).isEqualTo(ErrorCategory.TRANSIENT));
    }
  }
}
