package io.sampo.bench;

import io.sampo.bench.exchange.ExchangeBenchmark;
import io.sampo.bench.exchange.ExchangeResult;
import io.sampo.bench.exchange.ExchangeSetup;
import io.sampo.bench.exchange.TestCertificates;
import io.sampo.bench.report.TextTable;
import io.sampo.bench.run.ScratchFolder;
import io.sampo.bench.statistics.Statistics;
import io.sampo.runtime.block.Compression;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench exchange}. */
@Command(
    name = "exchange",
    description = "Blocks of Arrow data from one JVM to another, over loopback.",
    sortOptions = false)
final class ExchangeCommand implements Callable<Integer> {
  private static final double GIGA = 1e9;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Bytes of blocks that are read in each run. Default: ${DEFAULT-VALUE}.")
  private String size = "1g";

  @Option(
      names = "--compression",
      defaultValue = "none",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Compression compression = Compression.NONE;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "1",
      description = "Connections at the same time. Default: ${DEFAULT-VALUE}.")
  private int connections = 1;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measured runs, after one that warms up. Default: ${DEFAULT-VALUE}.")
  private int runs = 1;

  @Option(names = "--no-tls", description = "Without the runs over encrypted connections.")
  private boolean withoutTls;

  @Option(names = "--json", paramLabel = "FILE", description = "Where every run is written.")
  private @Nullable Path json;

  @Mixin private BenchOptions options = new BenchOptions();

  @Override
  public Integer call() {
    options.require(connections >= 1 && runs >= 1, "--connections and --runs must be at least 1");
    long bytes = options.bytes("--size", size);
    var results = new ArrayList<ExchangeResult>();
    try (var scratch = ScratchFolder.in(Path.of(System.getProperty("java.io.tmpdir")))) {
      Path folder = scratch.path();
      var setup = new ExchangeSetup(bytes, connections, compression, folder, Optional.empty());
      results.addAll(ExchangeBenchmark.run(setup, runs));
      if (!withoutTls) {
        var secure =
            new ExchangeSetup(
                bytes,
                connections,
                compression,
                folder,
                Optional.of(TestCertificates.make(folder)));
        results.addAll(ExchangeBenchmark.run(secure, runs));
      }
    }
    PrintWriter out = options.out();
    out.print(table(results));
    out.flush();
    if (json != null) {
      BenchOptions.write(
          Map.of("results", results.stream().map(ExchangeResult::describe).toList()), json);
    }
    return 0;
  }

  private String table(List<ExchangeResult> results) {
    var table =
        new TextTable(
            List.of(
                "connection",
                "as",
                "GB/s",
                "sent",
                "CPU s/GB sender",
                "receiver",
                "peak MiB sender",
                "receiver"));
    for (ExchangeResult result : results) {
      double gigabytes = result.bytes() / GIGA;
      table.add(
          List.of(
              result.setup().tls().isPresent() ? "TLS" : "plain",
              result.decoded() ? "batches" : "blocks",
              number(result.rate()),
              number(result.wire() / GIGA),
              number(Statistics.median(result.senderCpu()) / gigabytes),
              number(Statistics.median(result.receiverCpu()) / gigabytes),
              Long.toString(result.senderMemory() >> 20),
              Long.toString(result.receiverMemory() >> 20)));
    }
    return "%s of Arrow data, compression %s, %d connection%s; medians of %d after 1 warm-up%n%n"
            .formatted(
                size,
                compression.name().toLowerCase(Locale.ROOT),
                connections,
                connections == 1 ? "" : "s",
                runs)
        + table.render();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
