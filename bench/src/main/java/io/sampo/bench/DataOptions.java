package io.sampo.bench;

import io.sampo.bench.suite.DataRoot;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What benchmarks over tables have in common on the command line. */
class DataOptions extends BenchOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where data is kept and made. Default: shared memory while it has room, else the user's"
              + " cache folder.")
  private @Nullable Path data;

  final DataRoot dataRoot() {
    return DataRoot.of(data);
  }
}
