package io.sampo.bench;

import io.sampo.bench.error.BenchException;
import io.sampo.error.SampoException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code sampo bench} command. Status 0 when every answer was right, 1 when one was wrong or
 * missing or the benchmark could not run, 2 when the arguments are wrong.
 */
@Command(
    name = "sampo bench",
    description = "Measures Sampo and other engines on the same files, and checks their answers.",
    sortOptions = false,
    subcommands = {
      TpchCommand.class,
      GroupByCommand.class,
      CsvCommand.class,
      MemoryCommand.class,
      AtOnceCommand.class,
      LatencyCommand.class,
      ExchangeCommand.class,
      ChaosCommand.class,
      KillCommand.class,
      ClusterCommand.class
    })
public final class BenchMain implements Runnable {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs one benchmark and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new BenchMain())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((exception, line, _) -> {
          if (exception instanceof BenchException || exception instanceof SampoException) {
            line.getErr().println("sampo bench: " + exception.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
          }
          throw exception;
        });
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which benchmark? sampo bench --help lists them.");
  }
}
