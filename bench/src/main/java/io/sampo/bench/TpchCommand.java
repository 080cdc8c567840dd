package io.sampo.bench;

import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench tpch}. */
@Command(name = "tpch", description = "The 22 TPC-H queries.", sortOptions = false)
final class TpchCommand implements Callable<Integer> {
  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "N",
      description = "Queries to run; 0 is select 42, which needs no table. Default: 1 to 22.")
  private List<Integer> queries = List.of();

  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    scale.check(options);
    List<Integer> numbers =
        options.numbers("--queries", queries, TpchSuite.CONSTANT, TpchSuite.QUERIES);
    options.schedule();
    options.limits();
    TpchData data = scale.ensure(format.value(), options);
    return options.run(TpchSuite.of(data, numbers), data.folder());
  }
}
