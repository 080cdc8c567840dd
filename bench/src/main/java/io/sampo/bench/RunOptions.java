package io.sampo.bench;

import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.peer.EngineLimits;
import io.sampo.bench.python.CacheFolder;
import io.sampo.bench.report.ResultFile;
import io.sampo.bench.report.ResultTable;
import io.sampo.bench.run.BenchResult;
import io.sampo.bench.run.Benchmark;
import io.sampo.bench.run.Schedule;
import io.sampo.bench.suite.Suite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the benchmarks have in common on the command line, and how they run. */
final class RunOptions extends DataOptions {
  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "sampo,duckdb,polars",
      description = "Engines to measure: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private List<EngineKind> engines = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Measured runs per question, after one that warms up. Default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(names = "--fresh", description = "A new process for every run, measured as a whole.")
  private boolean fresh;

  @Option(
      names = "--cores",
      paramLabel = "N",
      defaultValue = "0",
      description = "Processors each engine may use. Default: all.")
  private int cores;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory each engine is told to stay within, for example 8g. Default: its own.")
  private @Nullable String memory;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where every single run is written. Default: a new file in the cache folder.")
  private @Nullable Path json;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "Time for one run. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  Schedule schedule() {
    require(runs >= 1, "--runs must be at least 1");
    require(timeout >= 1, "--timeout must be at least 1");
    List<EngineKind> distinct = new ArrayList<>(new LinkedHashSet<>(engines));
    return new Schedule(distinct, runs, fresh, Duration.ofSeconds(timeout));
  }

  EngineLimits limits() {
    return new EngineLimits(
        cores(), Optional.ofNullable(memory).map(size -> bytes("--memory", size)));
  }

  /** The processors each engine may use. */
  int cores() {
    int processors = Runtime.getRuntime().availableProcessors();
    require(cores >= 0, "--cores must be at least 1");
    require(cores <= processors, "there are only " + processors + " processors");
    return cores == 0 ? processors : cores;
  }

  /** The sizes given as {@code --memory}, of which a benchmark of budgets takes several. */
  List<String> memorySizes() {
    return memory == null ? List.of() : List.of(memory.split(","));
  }

  /**
   * Runs the suite, prints its table and writes its file.
   *
   * @param folder next to whose files engines write theirs
   * @return the exit status
   */
  int run(Suite suite, Path folder) {
    Instant started = Instant.now();
    var command = new EngineCommand(limits(), progress());
    BenchResult result = Benchmark.run(suite, schedule(), command, folder, progress());
    PrintWriter out = out();
    out.print(ResultTable.render(result));
    Path file = file(suite, started);
    ResultFile.write(result, started, file);
    out.println("\nevery run: " + file);
    out.flush();
    return result.faults().isEmpty() ? 0 : 1;
  }

  /** Where every single run is written. */
  Path file(Suite suite, Instant started) {
    return json == null ? newFile(suite, started) : json;
  }

  private static Path newFile(Suite suite, Instant started) {
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC).format(started);
    Path folder = CacheFolder.of("results");
    return folder.resolve(suite.name() + "-" + time + ".json");
  }
}
