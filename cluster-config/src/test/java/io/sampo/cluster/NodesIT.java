package io.sampo.cluster;

import static io.sampo.functions.Functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.row.Row;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members in processes of their own: who is there, who is lost, and that user code runs on them.
 */
@NullMarked
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class NodesIT {
  @TempDir private Path logs;

  private static List<String> rows(Session session) {
    return session
        .range(1000)
        .withColumn("k", col("id").mod(3))
        .groupBy("k")
        .count()
        .orderBy("k")
        .collect()
        .stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void aClusterOfProcessesAnswersAndLosesWorkers() {
    try (Processes processes = Processes.start(3, logs, Map.of());
        Session session = processes.session()) {
      assertThat(rows(session)).containsExactly("[0,334]", "[1,333]", "[2,333]");
      List<Long> pids =
          processes.cluster().workers().stream()
              .map(number -> processes.cluster().worker(number).pid())
              .toList();
      assertThat(processes.view().workers())
          .extracting(ClusterView.Worker::pid)
          .containsExactlyInAnyOrderElementsOf(pids);

      processes.cluster().worker(1).kill();
      processes.awaitWorkers(2);

      NodeProcess frozen = processes.cluster().worker(2);
      Processes.freeze(frozen);
      processes.awaitWorkers(1);
      // It was put out while it could not answer, so it must not come back.
      Processes.thaw(frozen);
      assertThat(frozen.ended().join()).isEqualTo(3);

      processes.cluster().replaceWorker(1);
      processes.awaitWorkers(2);
      assertThat(rows(session)).containsExactly("[0,334]", "[1,333]", "[2,333]");
    }
  }

  @Test
  void aWorkerThatIsAskedToLeavesInOrder() {
    try (Processes processes = Processes.start(1, logs, Map.of())) {
      NodeProcess worker = processes.cluster().worker(1);
      worker.close();
      assertThat(worker.ended().join()).isIn(0, 143);
      processes.awaitWorkers(0);
      assertThat(worker.log()).content().doesNotContain("ERROR");
    }
  }

  @Test
  void aSessionWaitsForADriverThatStartsAgain() {
    try (Processes processes = Processes.start(2, logs, Map.of());
        Session session = processes.session()) {
      session.range(5).createOrReplaceTempView("five");
      List<ClusterView.Worker> before = processes.view().workers();
      processes.cluster().replaceDriver();
      assertThat(session.table("five").count()).isEqualTo(5);
      // The workers are still the same: they waited too.
      processes.awaitWorkers(2);
      assertThat(processes.view().workers())
          .extracting(ClusterView.Worker::id)
          .isEqualTo(before.stream().map(ClusterView.Worker::id).toList());
    }
  }
}
