package io.sampo.bench;

import io.sampo.bench.suite.DataFormat;
import io.sampo.bench.suite.TpchData;
import java.math.BigDecimal;
import picocli.CommandLine.Option;

/** How large the TPC-H data is. */
final class ScaleOptions {
  @Option(
      names = "--sf",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Scale factor of the TPC-H data; 1 is a gigabyte as text, with six million rows in its"
              + " largest table. Default: ${DEFAULT-VALUE}.")
  private BigDecimal factor = BigDecimal.ONE;

  /** Checks the factor; to be called before anything is made. */
  void check(DataOptions options) {
    options.require(factor.signum() > 0, "--sf must be above 0");
  }

  BigDecimal factor() {
    return factor;
  }

  /** The data, made on first use. */
  TpchData ensure(DataFormat format, DataOptions options) {
    return TpchData.ensure(factor, format, options.dataRoot(), options.progress());
  }
}
