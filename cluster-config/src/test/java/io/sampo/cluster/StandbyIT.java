package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a cluster with a driver that stands by when one of its processes does not go on.
 */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class StandbyIT {
  private static final String QUERY =
      "SELECT id % 7 AS k, count(*) AS n FROM range(70000) GROUP BY id % 7 ORDER BY k";

  private static final int PUT_OUT = 3;

  @TempDir private Path logs;

  private static List<String> rows(Session session) {
    return session.sql(QUERY).collect().stream().map(Row::toString).toList();
  }

  private static void assertAnswers(Session session) {
    assertThat(rows(session)).hasSize(7).allMatch(row -> row.endsWith(",10000]"));
  }

  @Test
  void theEndOfADriversProcessIsNotMistakenForSilence() {
    // Nobody is taken for lost by being silent, so whoever takes over knows better.
    Map<String, String> settings = Map.of("sampo.reconnect.seconds", "300");
    try (Processes processes = Processes.startPatient(2, logs, settings, "1h")) {
      processes.cluster().addStandby();
      try (Session session = processes.session()) {
        assertAnswers(session);
        processes.cluster().driver().kill();
        assertAnswers(session);
        processes.awaitWorkers(2);
      }
    }
  }

  @Test
  void oneOfTwoWorkersThatHangsIsPutOutAndNobodyElse() {
    try (Processes processes = Processes.start(2, logs, Map.of())) {
      NodeProcess standby = processes.cluster().addStandby();
      // Of two sides with one worker each a majority's resolver keeps the one with this address.
      NodeProcess hung =
          List.of(processes.cluster().worker(1), processes.cluster().worker(2)).stream()
              .min(Comparator.comparing(worker -> worker.await().port()))
              .orElseThrow();
      try (Session session = processes.session()) {
        assertAnswers(session);
        Processes.freeze(hung);
        processes.awaitWorkers(1);
        // Nobody is taken in while there is a member of whom it is not decided whether it stays.
        processes.cluster().addWorkers(1);
        processes.awaitWorkers(2);
        assertAnswers(session);
        assertThat(processes.cluster().driver().isAlive()).isTrue();
        assertThat(standby.isAlive()).isTrue();
        Processes.thaw(hung);
        assertThat(hung.ended().join()).isEqualTo(PUT_OUT);
        assertAnswers(session);
        assertThat(processes.view().workers()).hasSize(2);
      }
    }
  }
}
