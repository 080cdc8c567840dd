package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sampo.cluster.harness.Processes;
import io.sampo.error.ErrorCategory;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
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
  /** Long enough that a death falls into it, whatever the machine. */
  private static final String QUERY =
      "SELECT a.id % 97 AS k, count(*) AS n, sum(a.id * b.id) AS s FROM range(300000) a"
          + " JOIN range(3000) b ON a.id % 1000 = b.id % 1000 GROUP BY a.id % 97 ORDER BY k";

  private static final long SEED = Long.getLong("sampo.test.seed", 4711);

  @TempDir private Path folder;

  private static List<String> rows(Session session) {
    return session.sql(QUERY).collect().stream().map(Row::toString).toList();
  }

  @Test
  void aKilledWorkersShareIsComputedAgain() {
    var random = new Random(SEED);
    List<String> expected;
    try (Session local = Session.builder().master("local[1]").create()) {
      expected = rows(local);
    }
    try (Processes processes = Processes.start(3, folder, Map.of());
        Session session = processes.session()) {
      assertThat(rows(session)).isEqualTo(expected);
      for (int round = 0; round < 2; round++) {
        var answer = CompletableFuture.supplyAsync(() -> rows(session));
        Processes.await("running query", () -> !processes.view().queries().isEmpty());
        int victim = 1 + random.nextInt(3);
        processes.cluster().worker(victim).kill();
        assertThat(answer.join()).as("seed " + SEED + ", worker " + victim).isEqualTo(expected);
        processes.cluster().replaceWorker(victim);
        processes.awaitWorkers(3);
      }

      session.conf().set("sampo.recovery.enabled", false);
      var failing = CompletableFuture.supplyAsync(() -> catchThrowable(() -> rows(session)));
      Processes.await("running query", () -> !processes.view().queries().isEmpty());
      processes.cluster().workers().forEach(number -> processes.cluster().worker(number).kill());
      assertThat(failing.join())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code().category()).isEqualTo(ErrorCategory.TRANSIENT));
    }
  }
}
