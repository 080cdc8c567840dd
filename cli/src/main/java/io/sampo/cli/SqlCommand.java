package io.sampo.cli;

import io.sampo.cli.arguments.Arguments;
import io.sampo.cli.arguments.CommandOption;
import io.sampo.cli.arguments.CommandSyntax;
import io.sampo.cli.arguments.UsageException;
import io.sampo.cli.output.OutputFormat;
import io.sampo.cli.query.SessionOptions;
import io.sampo.cli.query.StatementRunner;
import io.sampo.cli.shell.Shell;
import io.sampo.cli.terminal.Streams;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs SQL statements from the command line, a file or standard input. */
final class SqlCommand implements Subcommand {
  private static final String TEXT = "-e";
  private static final String FILE = "-f";
  private static final String FORMAT = "--format";
  private static final String TIME = "--time";
  private static final String STANDARD_INPUT = "-";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Override
  public CommandSyntax syntax() {
    List<CommandOption> options = new ArrayList<>();
    options.add(CommandOption.value(TEXT, "SQL", "The statements, separated by semicolons."));
    options.add(
        CommandOption.value(FILE, "FILE", "A file with the statements; - reads standard input."));
    options.add(
        CommandOption.value(
            FORMAT,
            "FORMAT",
            "How to print results: " + String.join(", ", OutputFormat.names()) + "."));
    options.add(
        CommandOption.flag(TIME, "Write each statement's time and rows to standard error."));
    options.addAll(SessionOptions.syntax());
    return new CommandSyntax(
        "sampo sql",
        "Runs SQL statements and prints their results; without statements, starts a shell.",
        "[-]",
        options);
  }

  @Override
  public int run(Arguments arguments, Streams streams) {
    OutputFormat format = OutputFormat.of(arguments.choice(FORMAT, OutputFormat.names()));
    SessionOptions options = SessionOptions.of(arguments);
    if (startsShell(arguments, streams)) {
      try (Session session = options.open("sampo shell")) {
        Shell.run(session, streams, format);
        return 0;
      }
    }
    String text = text(arguments, streams);
    try (Session session = options.open("sampo sql")) {
      var runner = new StatementRunner(session, streams, format, arguments.has(TIME));
      try {
        for (Statement statement : session.statements(text)) {
          runner.run(statement);
        }
      } finally {
        runner.flush();
      }
      return 0;
    }
  }

  private static boolean startsShell(Arguments arguments, Streams streams) {
    boolean nothingToRun =
        arguments.operands().isEmpty() && !arguments.has(TEXT) && !arguments.has(FILE);
    return nothingToRun && streams.inTerminal() && streams.outTerminal();
  }

  private static String text(Arguments arguments, Streams streams) {
    List<String> operands = arguments.operands();
    if (!operands.isEmpty() && !operands.equals(List.of(STANDARD_INPUT))) {
      throw new UsageException(
          "unexpected argument \""
              + operands.getFirst()
              + "\"; statements follow "
              + TEXT
              + ", a file's name follows "
              + FILE);
    }
    int sources = operands.size() + (arguments.has(TEXT) ? 1 : 0) + (arguments.has(FILE) ? 1 : 0);
    if (sources > 1) {
      throw new UsageException("only one of " + TEXT + ", " + FILE + " and - can be given");
    }
    if (arguments.has(TEXT)) {
      return arguments.value(TEXT).orElseThrow();
    }
    String file = arguments.value(FILE).orElse(STANDARD_INPUT);
    try {
      byte[] bytes =
          file.equals(STANDARD_INPUT)
              ? streams.in().readAllBytes()
              : Files.readAllBytes(Path.of(file));
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new UsageException("there is no file " + file);
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
  }
}
