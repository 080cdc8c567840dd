package io.sampo.bench;

import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.TpchData;
import io.sampo.bench.suite.TpchSuite;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench tpch}. */
@Command(name = "tpch", description = "The 22 TPC-H queries.", sortOptions = false)
final class TpchCommand implements Callable<Integer> {
  @Option(
      names = "--sf",
      paramLabel = "N",
      defaultValue = "1",
      description = "Scale factor; 1 is a gigabyte as text. Default: ${DEFAULT-VALUE}.")
  private BigDecimal scaleFactor = BigDecimal.ONE;

  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private DataFormat format = DataFormat.PARQUET;

  @Option(
      names = "--queries",
      split = ",",
      paramLabel = "N",
      description = "Queries to run; 0 is select 42, which needs no table. Default: 1 to 22.")
  private List<Integer> queries = List.of();

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    options.require(scaleFactor.signum() > 0, "--sf must be above 0");
    List<Integer> numbers =
        options.numbers("--queries", queries, TpchSuite.CONSTANT, TpchSuite.QUERIES);
    options.schedule();
    options.limits();
    TpchData data = TpchData.ensure(scaleFactor, format, options.dataRoot(), options.progress());
    return options.run(TpchSuite.of(data, numbers), data.folder());
  }
}
