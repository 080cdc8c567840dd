package io.sampo.cli;

import io.sampo.cli.terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What one run of the command left: its status and both outputs. */
record CommandRun(int status, String out, String err) {
  /** Runs without a terminal and with nothing on standard input. */
  static CommandRun of(String... arguments) {
    return withInput("", arguments);
  }

  static CommandRun withInput(String input, String... arguments) {
    var out = new ByteArrayOutputStream();
    return run(input, out, false, arguments);
  }

  /** Runs with standard output and standard error on a terminal. */
  static CommandRun onTerminal(String... arguments) {
    return run("", new ByteArrayOutputStream(), true, arguments);
  }

  /** Runs with another standard output; {@link #out} is then empty. */
  static CommandRun into(OutputStream out, String... arguments) {
    return run("", out, false, arguments);
  }

  private static CommandRun run(
      String input, OutputStream out, boolean terminal, String... arguments) {
    var err = new ByteArrayOutputStream();
    int status =
        Main.execute(
            List.of(arguments),
            new Streams(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                terminal,
                terminal));
    String printed =
        out instanceof ByteArrayOutputStream bytes ? bytes.toString(StandardCharsets.UTF_8) : "";
    return new CommandRun(status, printed, err.toString(StandardCharsets.UTF_8));
  }
}
