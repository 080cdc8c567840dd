package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.arguments.Suggestion;
import io.sampo.cli.arguments.UsageException;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * The {@code sampo} command: hands its arguments to one class per subcommand and exits with that
 * class's status, 2 when the arguments themselves are wrong.
 */
public final class Main {
  /** A subcommand's class is loaded only when it is the one that runs. */
  private record Entry(String name, String description, Supplier<Subcommand> subcommand) {}

  private static final List<Entry> ENTRIES = List.of();

  private static final int USAGE_ERROR = 2;

  private Main() {}

  /** Runs one command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(execute(List.of(arguments), System.out, System.err));
  }

  static int execute(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty()) {
      err.print(help());
      return USAGE_ERROR;
    }
    String word = arguments.getFirst();
    switch (word) {
      case "--version", "-V", "version" -> {
        out.println("sampo " + version());
        return 0;
      }
      case "--help", "-h", "help" -> {
        out.print(help());
        return 0;
      }
      default -> {
        return run(word, arguments.subList(1, arguments.size()), out, err);
      }
    }
  }

  private static int run(String word, List<String> rest, PrintStream out, PrintStream err) {
    try {
      Subcommand subcommand = subcommand(word);
      Arguments arguments = subcommand.syntax().parse(rest);
      if (arguments.has(CommandSyntax.HELP)) {
        out.print(subcommand.syntax().help());
        return 0;
      }
      return subcommand.run(arguments);
    } catch (UsageException e) {
      err.println("sampo: " + e.getMessage());
      return USAGE_ERROR;
    }
  }

  private static Subcommand subcommand(String word) {
    for (Entry entry : ENTRIES) {
      if (entry.name().equals(word)) {
        return entry.subcommand().get();
      }
    }
    List<String> names = ENTRIES.stream().map(Entry::name).toList();
    throw new UsageException("there is no command " + word + Suggestion.hint(word, names));
  }

  private static String help() {
    StringBuilder text = new StringBuilder();
    text.append("Usage: sampo COMMAND [options]\n");
    text.append("A distributed DataFrame and SQL engine on the JVM.\n\n");
    for (Entry entry : ENTRIES) {
      text.append("  ").append(entry.name()).repeat(' ', 10 - entry.name().length());
      text.append(entry.description()).append('\n');
    }
    text.append("  bench     Compare Sampo with other engines on the same files.\n\n");
    text.append("  sampo COMMAND --help   the options of a command\n");
    text.append("  sampo --version        the version\n");
    return text.toString();
  }

  /** From the jar's manifest; classes that run from a folder have none. */
  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
