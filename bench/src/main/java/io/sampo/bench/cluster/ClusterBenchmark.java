package io.sampo.bench.cluster;

import io.sampo.bench.answer.Answer;
import io.sampo.bench.answer.AnswerComparer;
import io.sampo.bench.answer.Ordering;
import io.sampo.bench.error.BenchException;
import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.EngineProcess;
import io.sampo.bench.peer.Reply;
import io.sampo.bench.peer.Request;
import io.sampo.bench.peer.ResidentMemory;
import io.sampo.bench.peer.Use;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.Suite;
import io.sampo.cluster.process.LocalCluster;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Asks a session in one process and one on a cluster the same questions, in turns. Answers are
 * checked against DuckDB's, once each; that run warms up, too.
 */
public final class ClusterBenchmark implements AutoCloseable {
  private static final double NANOS_PER_MILLISECOND = 1e6;

  private final Suite suite;
  private final int runs;
  private final Path folder;
  private final EngineProcess embedded;
  private final EngineProcess client;
  private final EngineProcess reference;
  private final List<ProcessHandle> nodes;
  private final List<ResidentMemory> memory;
  private final PrintWriter progress;

  /**
   * Starts the sessions; the cluster is the caller's.
   *
   * @param command starts engines with the cores and the memory of the whole cluster
   * @param folder for logs and answers
   */
  public ClusterBenchmark(
      Suite suite,
      int runs,
      Duration timeout,
      EngineCommand command,
      LocalCluster cluster,
      Path folder,
      PrintWriter progress) {
    this.suite = suite;
    this.runs = runs;
    this.folder = folder;
    this.progress = progress;
    this.embedded = start(EngineKind.SAMPO, command, "embedded", timeout);
    this.client = start(EngineKind.SAMPO, command.withMaster(cluster.url()), "client", timeout);
    this.reference = start(EngineKind.DUCKDB, command, "duckdb", timeout);
    this.nodes =
        Stream.concat(Stream.of(cluster.driver()), cluster.workers().stream().map(cluster::worker))
            .flatMap(node -> ProcessHandle.of(node.pid()).stream())
            .toList();
    this.memory = nodes.stream().map(ResidentMemory::new).toList();
  }

  private EngineProcess start(
      EngineKind kind, EngineCommand command, String name, Duration timeout) {
    EngineProcess process =
        EngineProcess.start(kind, command, folder.resolve(name + ".log"), timeout);
    if (process.ask(new Request.Setup(suite.tables())) instanceof Reply.Failed failed) {
      process.close();
      throw new BenchException(name + " does not take the tables: " + failed.message());
    }
    return process;
  }

  /** Asks all questions. */
  public ClusterResult run() {
    var measurements = new ArrayList<ClusterMeasurement>();
    for (Question question : suite.questions()) {
      ClusterMeasurement measured = measure(question);
      measurements.add(measured);
      progress.println(
          String.format(
              Locale.ROOT,
              "%s  embedded %.0f ms  cluster %.0f ms  %s",
              question.name(),
              measured.embeddedMedian(),
              measured.clusterMedian(),
              measured.fault()));
      progress.flush();
    }
    memory.forEach(ResidentMemory::look);
    return new ClusterResult(
        measurements,
        embedded.peakMemory(),
        memory.stream().mapToLong(ResidentMemory::bytes).sum());
  }

  private ClusterMeasurement measure(Question question) {
    var times = new Times();
    try {
      Answer expected = answer(reference, question);
      for (EngineProcess engine : List.of(embedded, client)) {
        var difference =
            AnswerComparer.difference(
                expected, answer(engine, question), Ordering.of(question.sql()));
        if (difference.isPresent()) {
          String where = engine == embedded ? "embedded: " : "cluster: ";
          return times.measurement(question, where + difference.get());
        }
      }
      for (int i = 0; i < runs; i++) {
        double before = milliseconds(embedded.cpu());
        times.alone.add(time(embedded, question));
        times.aloneCpu.add(milliseconds(embedded.cpu()) - before);
        before = clusterCpu();
        times.spread.add(time(client, question));
        times.spreadCpu.add(clusterCpu() - before);
      }
      return times.measurement(question, "");
    } catch (BenchException e) {
      return times.measurement(question, String.valueOf(e.getMessage()));
    }
  }

  /** What was measured so far. */
  private static final class Times {
    final List<Double> alone = new ArrayList<>();
    final List<Double> spread = new ArrayList<>();
    final List<Double> aloneCpu = new ArrayList<>();
    final List<Double> spreadCpu = new ArrayList<>();

    ClusterMeasurement measurement(Question question, String fault) {
      return new ClusterMeasurement(question.name(), alone, spread, aloneCpu, spreadCpu, fault);
    }
  }

  private double clusterCpu() {
    double nodesCpu =
        nodes.stream()
            .mapToDouble(node -> milliseconds(node.info().totalCpuDuration().orElse(Duration.ZERO)))
            .sum();
    return nodesCpu + milliseconds(client.cpu());
  }

  private static double milliseconds(Duration time) {
    return time.toNanos() / NANOS_PER_MILLISECOND;
  }

  private Answer answer(EngineProcess engine, Question question) {
    Path file = folder.resolve("answer");
    Reply reply = engine.ask(Request.Run.of(suite, question, Use.SAVE_ROWS, file));
    return switch (reply) {
      case Reply.Done done -> Answer.read(done.columns(), file);
      case Reply.Failed failed -> throw new BenchException(failed.message());
    };
  }

  private double time(EngineProcess engine, Question question) {
    return switch (engine.ask(Request.Run.of(suite, question, Use.HOLD))) {
      case Reply.Done done -> done.milliseconds();
      case Reply.Failed failed -> throw new BenchException(failed.message());
    };
  }

  @Override
  public void close() {
    embedded.close();
    client.close();
    reference.close();
  }
}
