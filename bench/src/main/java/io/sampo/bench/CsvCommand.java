package io.sampo.bench;

import io.sampo.bench.suite.CsvSuite;
import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.TpchData;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sampo bench csv}. */
@Command(
    name = "csv",
    description = "Scans of TPC-H's lineitem.csv, each with its schema inferred and given.",
    sortOptions = false)
final class CsvCommand implements Callable<Integer> {
  @Mixin private ScaleOptions scale = new ScaleOptions();

  @Mixin private RunOptions options = new RunOptions();

  @Override
  public Integer call() {
    scale.check(options);
    options.schedule();
    options.limits();
    TpchData data = scale.ensure(DataFormat.CSV, options);
    return options.run(CsvSuite.of(data), data.folder());
  }
}
