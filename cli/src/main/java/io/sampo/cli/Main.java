package io.sampo.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code sampo} command: hands its arguments to one class per subcommand and exits with that
 * class's status, 2 when the arguments themselves are wrong.
 */
@Command(
    name = "sampo",
    description = "A distributed DataFrame and SQL engine on the JVM.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {})
public final class Main implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** Runs one command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  static int execute(String... arguments) {
    return new CommandLine(new Main()).execute(arguments);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "a subcommand is missing");
    }
  }

  /** Reads the version from the jar's manifest; classes run from a folder have none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"sampo " + (version == null ? "(not packaged)" : version)};
    }
  }
}
