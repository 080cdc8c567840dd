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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Option(
      names = "--queries",
      paramLabel = "N",
      split = ",",
      description = "Numbers of queries, separated by commas. Default: all.")
  private List<Integer> selected = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Kills for each query. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Mixin private WorkerOptions members = new WorkerOptions();

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private DataOptions options = new DataOptions();

  @Override
  public Integer call() {
    int workers = members.workers(2, options);
    options.require(rounds >= 1, "--rounds must be at least 1");
    scale.check(options);
    List<Question> questions =
        options.numbers("--queries", selected, 1, TpchSuite.QUERIES).stream()
            .map(TpchSuite::question)
            .toList();
    TpchData tables = scale.ensure(DataFormat.PARQUET, options);
    var plan =
        new KillPlan(
            tables.tables(),
            questions,
            WorkerOptions.members(),
            workers,
            members.memory(options),
            rounds,
            members.seed(),
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
