package io.sampo.bench;

import io.sampo.bench.chaos.KillCost;
import io.sampo.bench.chaos.KillPlan;
import io.sampo.bench.chaos.KillRun;
import io.sampo.bench.chaos.KillTable;
import io.sampo.bench.error.BenchException;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.Question;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import io.sampo.cluster.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code sampo bench kill}: status 0 when every answer was right and no kill cost more than the
 * lost share and three seconds, 1 otherwise.
 */
@Command(
    name = "kill",
    description =
        "What it costs a TPC-H query that one of the workers is killed meanwhile; every answer is"
            + " checked.",
    sortOptions = false)
final class KillCommand implements Callable<Integer> {
  private static final String[] MEMBER_OPTIONS = {"-Xms64m", "-Xmx768m", "-XX:+UseSerialGC"};

  @Option(
      names = "--queries",
      paramLabel = "N",
      split = ",",
      description = "Numbers of queries, separated by commas. Default: all.")
  private List<Integer> selected = List.of();

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Workers of one core each. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Kills for each query. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides who is killed when. Default: a new one, which is printed.")
  private @Nullable Long seed;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Memory of each worker. Default: ${DEFAULT-VALUE}.")
  private String memory = "";

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  public Integer call() {
    options.require(workers >= 2, "--workers must be at least 2");
    options.require(rounds >= 1, "--rounds must be at least 1");
    scale.check(options);
    List<Question> questions =
        options.numbers("--queries", selected, 1, TpchSuite.QUERIES).stream()
            .map(TpchSuite::question)
            .toList();
    long workerMemory = options.bytes("--memory", memory);
    TpchData tables = scale.ensure(DataFormat.PARQUET, options);
    var plan =
        new KillPlan(
            tables.tables(),
            questions,
            JavaCommand.likeThisProcess().with(MEMBER_OPTIONS),
            workers,
            workerMemory,
            rounds,
            seed == null ? ThreadLocalRandom.current().nextLong(1_000_000) : seed,
            folder());
    List<KillCost> costs = KillRun.run(plan, options.progress());
    options.out().println(KillTable.render(costs));
    options.out().flush();
    boolean holds =
        costs.stream().allMatch(cost -> cost.right() && KillTable.isBounded(cost, workers));
    return holds ? 0 : 1;
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("sampo-kill-");
    } catch (IOException e) {
      throw new BenchException("there is no temporary folder: " + e.getMessage(), e);
    }
  }
}
