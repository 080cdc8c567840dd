package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Faults;
import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.row.Row;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/**
 * Connections for blocks between worker processes end while tasks read from them: what was missing
 * is fetched again, and where it cannot be had it is made again. The answer is the same.
 */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class CutConnectionsIT {
  private static final int WORKERS = 3;

  /** Each task reads more from each other worker than is fetched ahead. */
  private static final String QUERY =
      "SELECT a.k % 10 AS g, count(*) AS n, sum(gate(a.s + b.id)) AS s, max(a.t) AS t FROM"
          + " (SELECT id AS k, id * 3 AS s, concat(repeat('x', 240), id) AS t FROM range(250000)) a"
          + " JOIN range(250000) b ON a.k = b.id GROUP BY a.k % 10 ORDER BY g";

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(Session session) {
    return session.sql(QUERY).collect().stream().map(Row::toString).toList();
  }

  private static List<NodeProcess> workers(Processes processes) {
    return processes.cluster().workers().stream().map(processes.cluster()::worker).toList();
  }

  /** How often all workers had to ask for blocks again. */
  private static double refetches(Processes processes) {
    double sum = 0;
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (NodeProcess worker : workers(processes)) {
        var request =
            HttpRequest.newBuilder(
                    URI.create("http://" + worker.probes().orElseThrow() + "/metrics"))
                .build();
        String metrics = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        sum +=
            metrics
                .lines()
                .filter(line -> line.startsWith("sampo_data_refetches"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return sum;
  }

  /** Starts the query and waits until a task on each worker is in the middle of what it reads. */
  private CompletableFuture<List<String>> inTheMiddle(
      Processes processes, Session session, Gate gate) {
    session.udf().register("gate", gate.function("gate"), DataType.LONG);
    var answer =
        CompletableFuture.supplyAsync(
            () -> rows(session), task -> Thread.ofPlatform().daemon().start(task));
    processes.awaitAtGate(gate, answer);
    return answer;
  }

  private List<String> expected() {
    try (Session local = Session.builder().master("local[2]").create()) {
      var open = new Gate(folder.resolve("open"));
      open.open();
      local.udf().register("gate", open.function("gate"), DataType.LONG);
      return rows(local);
    }
  }

  @Test
  void whatIsMissingIsFetchedOrMadeAgain() {
    List<String> expected = expected();
    var faults = new Faults(folder.resolve("faults"));
    try (Processes processes =
            Processes.start(WORKERS, logs, Map.of("probes", "127.0.0.1:0"), faults.command());
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", WORKERS);
      session.conf().set("sampo.speculation.enabled", false);
      session.conf().set("sampo.broadcast.limit", 0);

      var first = new Gate(folder.resolve("first"));
      var answer = inTheMiddle(processes, session, first);
      double before = refetches(processes);
      workers(processes).forEach(faults::cut);
      first.open();
      assertThat(answer.join()).isEqualTo(expected);
      assertThat(refetches(processes) - before).as("blocks asked for again").isPositive();
      assertThat(processes.view().reruns()).as("tasks run again").isZero();

      // Nobody reaches a worker any more, nor does it reach others, until that has cost a task.
      var second = new Gate(folder.resolve("second"));
      answer = inTheMiddle(processes, session, second);
      NodeProcess away = processes.cluster().worker(1);
      faults.refuse(away);
      second.open();
      Processes.await("tasks that are run again", () -> processes.view().reruns() > 0);
      faults.accept(away);
      assertThat(answer.join()).isEqualTo(expected);
      assertThat(processes.view().workers()).hasSize(WORKERS);
    }
  }
}
