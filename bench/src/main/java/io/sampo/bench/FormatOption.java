package io.sampo.bench;

import io.sampo.bench.suite.DataFormat;
import picocli.CommandLine.Option;

/** How the tables' files are written. */
final class FormatOption {
  @Option(
      names = "--format",
      defaultValue = "parquet",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private DataFormat format = DataFormat.PARQUET;

  DataFormat value() {
    return format;
  }
}
