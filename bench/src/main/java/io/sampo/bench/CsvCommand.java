package io.sampo.bench;

import io.sampo.bench.suite.CsvSuite;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.TpchData;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sampo bench csv}. */
@Command(
    name = "csv",
    description = "Scans of TPC-H's lineitem.csv, each with its schema inferred and given.",
    sortOptions = false)
final class CsvCommand implements Callable<Integer> {
  @Option(
      names = "--sf",
      paramLabel = "N",
      defaultValue = "1",
      description = "Scale factor; 1 has six million rows. Default: ${DEFAULT-VALUE}.")
  private BigDecimal scaleFactor = BigDecimal.ONE;

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    options.require(scaleFactor.signum() > 0, "--sf must be above 0");
    options.schedule();
    options.limits();
    TpchData data =
        TpchData.ensure(scaleFactor, DataFormat.CSV, options.dataRoot(), options.progress());
    return options.run(CsvSuite.of(data), data.folder());
  }
}
