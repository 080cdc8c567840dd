package io.sampo.cli.shell;

import io.sampo.cli.output.OutputFormat;
import io.sampo.cli.query.StatementCancelledException;
import io.sampo.cli.query.StatementRunner;
import io.sampo.cli.terminal.Figures;
import io.sampo.cli.terminal.Interrupts;
import io.sampo.cli.terminal.Streams;
import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Reads statements from a terminal and runs them until the user leaves. Belongs to one thread. */
public final class Shell {
  private static final String PROMPT = "sampo> ";
  private static final String FURTHER_PROMPT = "    -> ";

  private final Session session;
  private final Streams streams;
  private final Interrupts interrupts = new Interrupts(false);
  private OutputFormat format;
  private boolean timing = true;

  private Shell(Session session, Streams streams, OutputFormat format) {
    this.session = session;
    this.streams = streams;
    this.format = format;
  }

  /** Runs a shell on the terminal of the process. */
  public static void run(Session session, Streams streams, OutputFormat format) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(false).build()) {
      run(terminal, session, streams, format);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a shell on a terminal; results and messages go to the streams. */
  static void run(Terminal terminal, Session session, Streams streams, OutputFormat format) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("sampo")
            .parser(new ShellParser())
            .completer(new ShellCompleter(session))
            .variable(LineReader.HISTORY_FILE, historyFile())
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, FURTHER_PROMPT)
            .variable(LineReader.INDENTATION, 0)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.CASE_INSENSITIVE, true)
            .build();
    new Shell(session, streams, format).loop(reader);
  }

  private void loop(LineReader reader) {
    streams
        .err()
        .println(
            "Sampo "
                + session.version()
                + " on "
                + session.master()
                + "; \\h for help, \\q to leave");
    while (true) {
      String line;
      try {
        line = reader.readLine(PROMPT);
      } catch (UserInterruptException e) {
        // Ctrl-C while typing: what was typed is dropped.
        continue;
      } catch (EndOfFileException e) {
        return;
      }
      if (line.isBlank()) {
        continue;
      }
      var command = ShellCommand.of(line);
      if (command.isEmpty() && line.strip().startsWith("\\")) {
        streams.err().println("there is no command " + line.strip() + "; \\h lists them");
      } else if (command.isEmpty()) {
        statements(line);
      } else if (!handle(command.get(), ShellCommand.argument(line))) {
        return;
      }
    }
  }

  /** Whether the shell goes on. */
  private boolean handle(ShellCommand command, String argument) {
    switch (command) {
      case HELP -> streams.err().print(ShellCommand.help());
      case QUIT -> {
        return false;
      }
      case TABLES -> {
        if (argument.isEmpty()) {
          runAll(() -> List.of(new Statement.ShowTables()));
        } else {
          String name = argument.replace(";", "").strip();
          runAll(() ->
              List.of(new Statement.Describe(new Relation.Table(List.of(name), Origin.NONE))));
        }
      }
      case FORMAT -> {
        if (OutputFormat.names().contains(argument)) {
          format = OutputFormat.of(argument);
        } else {
          streams.err().println("the formats are " + String.join(", ", OutputFormat.names()));
        }
      }
      case TIMING -> {
        timing = !timing;
        streams.err().println("times are " + (timing ? "printed" : "not printed"));
      }
      case RUN -> file(argument);
    }
    return true;
  }

  private void file(String name) {
    try {
      statements(Files.readString(Path.of(name)));
    } catch (IOException | InvalidPathException e) {
      streams.err().println("cannot read " + name + ": " + e.getMessage());
    }
  }

  private void statements(String text) {
    runAll(() -> session.statements(text));
  }

  private interface Statements {
    List<Statement> get();
  }

  /** Runs them up to the first that fails; the shell lives on. */
  private void runAll(Statements statements) {
    // The handler stands before the first statement begins, or Ctrl-C would end the shell.
    interrupts.arm(() -> {});
    var runner = StatementRunner.forShell(session, streams, format, interrupts);
    try {
      for (Statement statement : statements.get()) {
        StatementRunner.Outcome outcome = runner.run(statement);
        if (timing) {
          String rows = outcome.rows() + (outcome.rows() == 1 ? " row in " : " rows in ");
          streams.err().println(rows + Figures.duration(outcome.duration()));
        }
      }
    } catch (SampoException e) {
      runner.flush();
      streams.err().println(e.getMessage());
    } catch (StatementCancelledException e) {
      runner.flush();
      streams.err().println("cancelled");
    } finally {
      interrupts.disarm();
    }
  }

  private static Path historyFile() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("sampo").resolve("history");
  }
}
