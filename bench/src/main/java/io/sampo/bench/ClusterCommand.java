package io.sampo.bench;

import io.sampo.bench.cluster.ClusterBenchmark;
import io.sampo.bench.cluster.ClusterMeasurement;
import io.sampo.bench.cluster.ClusterResult;
import io.sampo.bench.peer.EngineCommand;
import io.sampo.bench.peer.EngineLimits;
import io.sampo.bench.report.TextTable;
import io.sampo.bench.run.ScratchFolder;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.cluster.process.LocalCluster;
import io.sampo.config.ConfigOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench cluster}. */
@Command(
    name = "cluster",
    description = "TPC-H on a cluster of local processes, and in one process with as many cores.",
    sortOptions = false)
final class ClusterCommand implements Callable<Integer> {
  private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Worker processes. Default: ${DEFAULT-VALUE}.")
  private int workers = 1;

  @Option(
      names = "--cores",
      paramLabel = "N",
      defaultValue = "1",
      description = "Cores of each worker. Default: ${DEFAULT-VALUE}.")
  private int cores = 1;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "2g",
      description = "Memory of each worker. Default: ${DEFAULT-VALUE}.")
  private String memory = "2g";

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "N",
      description = "Queries to run. Default: 1 to 22.")
  private List<Integer> queries = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measured runs per query, after one that warms up. Default: ${DEFAULT-VALUE}.")
  private int runs = 1;

  @Option(names = "--json", paramLabel = "FILE", description = "Where every run is written.")
  private @Nullable Path json;

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  public Integer call() {
    scale.check(options);
    options.require(
        workers >= 1 && cores >= 1 && runs >= 1,
        "--workers, --cores and --runs must be at least 1");
    List<Integer> numbers = options.numbers("--queries", queries, 1, TpchSuite.QUERIES);
    long bytes = options.bytes("--memory", memory);
    PrintWriter progress = options.progress();
    TpchData tables = scale.ensure(DataFormat.PARQUET, options);
    ClusterResult result = measure(tables, numbers, bytes, progress);
    PrintWriter out = options.out();
    out.print(table(result));
    out.flush();
    if (json != null) {
      write(result, json);
    }
    return result.right() ? 0 : 1;
  }

  private ClusterResult measure(
      TpchData tables, List<Integer> numbers, long bytes, PrintWriter progress) {
    try (var scratch = ScratchFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      Path folder = scratch.path();
      var plan =
          new LocalCluster.Plan(
              JavaCommand.likeThisProcess(),
              0,
              cores,
              bytes,
              Map.of(ConfigOptions.SPILL_DIRS.key(), folder.toString()),
              folder);
      var limits = new EngineLimits(workers * cores, Optional.of(bytes * workers));
      try (LocalCluster cluster = LocalCluster.start(plan)) {
        cluster.addWorkers(workers);
        try (var benchmark =
            new ClusterBenchmark(
                TpchSuite.of(tables, numbers),
                runs,
                LONGEST_RUN,
                new EngineCommand(limits, progress),
                cluster,
                folder,
                progress)) {
          return benchmark.run();
        }
      }
    }
  }

  private String table(ClusterResult result) {
    var table =
        new TextTable(
            List.of(
                "ms",
                "embedded",
                "cluster",
                "cluster/embedded",
                "CPU embedded",
                "cluster",
                "cluster/embedded"));
    for (ClusterMeasurement each : result.measurements()) {
      table.add(
          row(
              each.question(),
              each.embeddedMedian(),
              each.clusterMedian(),
              each.embeddedCpuMedian(),
              each.clusterCpuMedian()));
    }
    table.rule();
    table.add(
        row(
            "sum",
            result.sum(ClusterMeasurement::embeddedMedian),
            result.sum(ClusterMeasurement::clusterMedian),
            result.sum(ClusterMeasurement::embeddedCpuMedian),
            result.sum(ClusterMeasurement::clusterCpuMedian)));
    table.add(
        List.of(
            "peak MiB",
            Long.toString(result.embeddedMemory() >> 20),
            Long.toString(result.clusterMemory() >> 20),
            "",
            "",
            "",
            ""));
    return heading() + table.render() + faults(result);
  }

  private String heading() {
    return "TPC-H, scale factor %s; %d worker%s x %d core%s, and one process with %d; medians of %d after 1 warm-up%n%n"
        .formatted(
            scale.factor().toPlainString(),
            workers,
            workers == 1 ? "" : "s",
            cores,
            cores == 1 ? "" : "s",
            workers * cores,
            runs);
  }

  private static String faults(ClusterResult result) {
    var text = new StringBuilder();
    for (ClusterMeasurement each : result.measurements()) {
      if (!each.right()) {
        text.append('\n').append(each.question()).append(": ").append(each.fault()).append('\n');
      }
    }
    return text.toString();
  }

  private static List<String> row(
      String name, double embedded, double cluster, double embeddedCpu, double clusterCpu) {
    return List.of(
        name,
        number(embedded),
        number(cluster),
        ratio(cluster / embedded),
        number(embeddedCpu),
        number(clusterCpu),
        ratio(clusterCpu / embeddedCpu));
  }

  private static String number(double milliseconds) {
    return String.format(Locale.ROOT, "%.1f", milliseconds);
  }

  private static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2fx", ratio);
  }

  private void write(ClusterResult result, Path file) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("scale_factor", scale.factor());
    fields.put("workers", workers);
    fields.put("cores", cores);
    double embedded = result.sum(ClusterMeasurement::embeddedMedian);
    double cluster = result.sum(ClusterMeasurement::clusterMedian);
    fields.put("embedded_ms", embedded);
    fields.put("cluster_ms", cluster);
    fields.put("ratio", cluster / embedded);
    fields.put("embedded_cpu_ms", result.sum(ClusterMeasurement::embeddedCpuMedian));
    fields.put("cluster_cpu_ms", result.sum(ClusterMeasurement::clusterCpuMedian));
    fields.put("embedded_peak_bytes", result.embeddedMemory());
    fields.put("cluster_peak_bytes", result.clusterMemory());
    var questions = new ArrayList<@Nullable Object>();
    result.measurements().forEach(each -> questions.add(each.describe()));
    fields.put("questions", questions);
    BenchOptions.write(fields, file);
  }
}
