package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers join a query that runs and leave it in order, without lost work. */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class WorkersComeAndGoIT {
  private static final String QUERY =
      "SELECT k, gate(n) AS n FROM (SELECT id % 97 AS k, count(*) AS n FROM range(100000) GROUP BY"
          + " id % 97) ORDER BY k";

  @TempDir private Path logs;

  @Test
  void aWorkerThatJoinsGetsWorkAndOneThatLeavesLosesNone() {
    var gate = new Gate(logs.resolve("gate"));
    try (Processes processes = Processes.start(1, logs, Map.of("sampo.drain.seconds", "300"));
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", 8);
      session.conf().set("sampo.speculation.enabled", false);
      session.udf().register("gate", gate.function("gate"), DataType.LONG);
      var report =
          CompletableFuture.supplyAsync(
              () -> session.sql("EXPLAIN ANALYZE " + QUERY).collect().toString());
      NodeProcess leaving = processes.cluster().worker(1);
      Processes.await("the first task", () -> !gate.arrived(leaving.pid()).isEmpty());
      int number = processes.cluster().addWorkers(1).getFirst();
      long second = processes.cluster().worker(number).pid();
      Processes.await("work for the new worker", () -> !gate.arrived(second).isEmpty());
      // One task of it runs there, and it holds what all others are still to read.
      assertThat(ProcessHandle.of(leaving.pid()).orElseThrow().destroy()).isTrue();
      gate.open();
      assertThat(report.join()).contains("0 tasks run again");
      assertThat(leaving.ended().join()).isIn(0, 143);
      assertThat(leaving.log()).content().doesNotContain("ERROR");
      processes.awaitWorkers(1);
      assertThat(session.sql(QUERY).collect()).hasSize(97);
    }
  }

  private static int status(String place, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://" + place + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }

  @Test
  void processesAnswerTheirProbes() throws Exception {
    try (Processes processes = Processes.start(1, logs, Map.of("probes", "127.0.0.1:0"))) {
      for (NodeProcess process :
          List.of(processes.cluster().driver(), processes.cluster().worker(1))) {
        String place = process.probes().orElseThrow().toString();
        assertThat(status(place, "/health/live")).isEqualTo(200);
        assertThat(status(place, "/health/ready")).isEqualTo(200);
        assertThat(status(place, "/metrics")).isEqualTo(200);
      }
    }
  }
}
