package io.sampo.bench;

import io.sampo.bench.suite.GroupByData;
import io.sampo.bench.suite.GroupBySuite;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench groupby}. */
@Command(
    name = "groupby",
    description = "The ten group-by questions of the database benchmark, over one Parquet file.",
    sortOptions = false)
final class GroupByCommand implements Callable<Integer> {
  private static final long DEFAULT_SEED = 108;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "10000000",
      description = "Rows of the table. Default: ${DEFAULT-VALUE}.")
  private long rows;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of its random values. Default: " + DEFAULT_SEED + ".")
  private long seed = DEFAULT_SEED;

  @Option(
      names = "--questions",
      split = ",",
      paramLabel = "N",
      description = "Questions to run. Default: 1 to 10.")
  private List<Integer> questions = List.of();

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    options.require(rows >= 1, "--rows must be at least 1");
    options.require(seed >= 0, "--seed must not be negative");
    List<Integer> numbers = options.numbers("--questions", questions, 1, GroupBySuite.QUESTIONS);
    options.schedule();
    options.limits();
    GroupByData data = GroupByData.ensure(rows, seed, options.dataRoot(), options.progress());
    return options.run(GroupBySuite.of(data, numbers), data.folder());
  }
}
