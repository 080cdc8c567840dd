package io.sampo.bench;

import io.sampo.bench.peer.EngineKind;
import io.sampo.bench.report.BudgetFile;
import io.sampo.bench.report.BudgetTable;
import io.sampo.bench.run.BudgetRun;
import io.sampo.bench.run.BudgetRuns;
import io.sampo.bench.run.Schedule;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.MemorySuite;
import io.sampo.bench.suite.Suite;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench memory}. */
@Command(
    name = "memory",
    description = "Queries within budgets of memory: time, peak resident memory, bytes spilled.",
    sortOptions = false)
final class MemoryCommand implements Callable<Integer> {
  @Option(
      names = "--budgets",
      split = ",",
      paramLabel = "SIZE",
      defaultValue = "1g,512m",
      description =
          "Budgets, besides none; --memory with several sizes says the same. Default:"
              + " ${DEFAULT-VALUE}.")
  private List<String> budgets = List.of();

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,3,9,13,18,21",
      description = "TPC-H queries to run beside the large ones. Default: ${DEFAULT-VALUE}.")
  private List<Integer> queries = List.of();

  @Option(
      names = "--large",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "many-groups,ten-million-groups,self-join,skewed-join,sort-to-parquet",
      description = "Large questions to run, or none. Default: ${DEFAULT-VALUE}.")
  private List<String> large = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "parquet",
      description = "Format of the data: parquet or csv. Default: ${DEFAULT-VALUE}.")
  private DataFormat format = DataFormat.PARQUET;

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    scale.check(options);
    List<Integer> numbers = options.numbers("--queries", queries, 1, TpchSuite.QUERIES);
    List<Optional<Long>> limits = limits();
    List<String> chosen = large.equals(List.of("none")) ? List.of() : large;
    options.require(MemorySuite.LARGE.containsAll(chosen), "--large are of " + MemorySuite.LARGE);
    Instant started = Instant.now();
    TpchData data = scale.ensure(format, options);
    Suite suite = MemorySuite.of(data, numbers, chosen);
    Schedule wished = options.schedule();
    var schedule =
        new Schedule(
            wished.engines().stream().filter(MemoryCommand::knowsBudgets).toList(),
            wished.runs(),
            wished.fresh(),
            wished.timeout());
    List<BudgetRun> runs =
        BudgetRuns.run(suite, schedule, limits, options.cores(), data.folder(), options.progress());
    Path file = options.file(suite, started);
    BudgetFile.write(suite, schedule, runs, started, file);
    PrintWriter out = options.out();
    out.print(BudgetTable.render(runs));
    out.println("\nevery run: " + file);
    out.flush();
    return runs.stream().allMatch(BudgetRun::right) ? 0 : 1;
  }

  private static boolean knowsBudgets(EngineKind engine) {
    return switch (engine) {
      case SAMPO, DUCKDB, SPARK -> true;
      case POLARS, SAIL -> false;
    };
  }

  private List<Optional<Long>> limits() {
    var limits = new ArrayList<Optional<Long>>();
    limits.add(Optional.empty());
    List<String> sizes = options.memorySizes().isEmpty() ? budgets : options.memorySizes();
    for (String size : sizes) {
      limits.add(Optional.of(options.bytes("--memory", size)));
    }
    return limits;
  }
}
