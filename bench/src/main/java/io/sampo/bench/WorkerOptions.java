package io.sampo.bench;

import io.sampo.cluster.process.JavaCommand;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that kill workers of a cluster of their own. */
final class WorkerOptions {
  private static final String[] MEMBER_OPTIONS = {"-Xms64m", "-Xmx768m", "-XX:+UseSerialGC"};
  private static final int SEEDS = 1_000_000;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "3",
      description = "Workers of one core each. Default: ${DEFAULT-VALUE}.")
  private int workers;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Memory of each worker. Default: ${DEFAULT-VALUE}.")
  private String memory = "";

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Decides who is killed when. Default: a new one, which is printed.")
  private @Nullable Long seed;

  int workers(int least, DataOptions options) {
    options.require(workers >= least, "--workers must be at least " + least);
    return workers;
  }

  /** Memory of each worker, in bytes. */
  long memory(DataOptions options) {
    return options.bytes("--memory", memory);
  }

  long seed() {
    return seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
  }

  static JavaCommand members() {
    return JavaCommand.likeThisProcess().with(MEMBER_OPTIONS);
  }
}
