package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.arguments.Suggestion;
import io.sampo.cli.arguments.UsageException;
import io.sampo.cli.output.Utf8Output;
import io.sampo.cli.query.StatementCancelledException;
import io.sampo.cli.terminal.Interrupts;
import io.sampo.cli.terminal.Streams;
import io.sampo.error.SampoException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The {@code sampo} command: hands its arguments to one class per subcommand and exits with that
 * class's status, 1 when a query fails, 2 when the arguments themselves are wrong, 130 when Ctrl-C
 * cancelled a statement.
 */
public final class Main {
  /** A subcommand's class is loaded only when it is the one that runs. */
  private record Entry(String name, String description, Supplier<Subcommand> subcommand) {}

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("sql", "Run SQL statements, or start a shell.", () -> new SqlCommand()),
          new Entry(
              "cluster",
              "Start a cluster on this machine, or show one's status.",
              () -> new ClusterCommand()),
          new Entry("driver", "Run a cluster's driver.", () -> new DriverCommand()),
          new Entry("worker", "Run a cluster's worker.", () -> new WorkerCommand()),
          new Entry(
              "demo", "Make ten million rows of CSV and query them.", () -> new DemoCommand()));

  private static final int FAILED = 1;
  private static final int USAGE_ERROR = 2;

  /** A variable of the environment that asks for the stack traces of errors. */
  private static final String TRACE_VARIABLE = "SAMPO_TRACE";

  private Main() {}

  /** Runs one command and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(execute(List.of(arguments), Streams.ofProcess()));
  }

  static int execute(List<String> arguments, Streams streams) {
    try {
      return dispatch(arguments, streams);
    } catch (UsageException e) {
      streams.err().println("sampo: " + e.getMessage());
      return USAGE_ERROR;
    } catch (StatementCancelledException e) {
      failure("cancelled", e, streams);
      return Interrupts.STATUS_OF_INTERRUPTED;
    } catch (SampoException e) {
      return failure(String.valueOf(e.getMessage()), e, streams);
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause();
      String message = String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
      // The reader, such as head, has all it wants.
      boolean readerGone = message.toLowerCase(Locale.ROOT).contains("pipe");
      return readerGone ? 0 : failure(message, e, streams);
    } catch (OutOfMemoryError e) {
      return failure("out of memory (" + e.getMessage() + "); try a larger heap", e, streams);
    } catch (RuntimeException | Error e) {
      return failure("internal error: " + e, e, streams);
    }
  }

  private static int dispatch(List<String> arguments, Streams streams) {
    if (arguments.isEmpty()) {
      streams.err().print(help());
      return USAGE_ERROR;
    }
    String word = arguments.getFirst();
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (word) {
      case "--version", "-V", "version" -> print("sampo " + version() + "\n", streams);
      case "--help", "-h", "help" ->
          print(rest.isEmpty() ? help() : subcommand(rest.getFirst()).syntax().help(), streams);
      default -> run(subcommand(word), rest, streams);
    };
  }

  private static int run(Subcommand subcommand, List<String> rest, Streams streams) {
    CommandSyntax syntax = subcommand.syntax();
    Arguments arguments;
    try {
      arguments = syntax.parse(rest);
    } catch (UsageException e) {
      throw new UsageException(e.getMessage() + "\n" + syntax.name() + " --help lists the options");
    }
    return arguments.has(CommandSyntax.HELP)
        ? print(syntax.help(), streams)
        : subcommand.run(arguments, streams);
  }

  private static int failure(String message, Throwable cause, Streams streams) {
    streams.err().println("sampo: " + message);
    if (System.getenv(TRACE_VARIABLE) != null) {
      cause.printStackTrace(streams.err());
    } else if (!(cause instanceof SampoException || cause instanceof StatementCancelledException)) {
      streams.err().println("hint: set " + TRACE_VARIABLE + "=1 to see where it happened");
    }
    return FAILED;
  }

  private static int print(String text, Streams streams) {
    var output = new Utf8Output(streams.out());
    output.text(text);
    output.flush();
    return 0;
  }

  private static Subcommand subcommand(String word) {
    for (Entry entry : ENTRIES) {
      if (entry.name().equals(word)) {
        return entry.subcommand().get();
      }
    }
    List<String> names = ENTRIES.stream().map(Entry::name).toList();
    throw new UsageException(
        "there is no command "
            + word
            + Suggestion.hint(word, names)
            + "\nsampo --help lists the commands");
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
    text.append("  sampo help COMMAND   the options of a command\n");
    text.append("  sampo --version      the version\n");
    return text.toString();
  }

  /** From the jar's manifest; classes that run from a folder have none. */
  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
