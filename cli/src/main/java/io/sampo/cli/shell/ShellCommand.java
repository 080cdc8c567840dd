package io.sampo.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A line that is no SQL. */
enum ShellCommand {
  HELP("\\h", "", "this text"),
  QUIT("\\q", "", "leave, as Ctrl-D does"),
  TABLES("\\d", "[TABLE]", "the views, or the columns of one"),
  FORMAT("\\format", "table|csv|json", "how results are printed"),
  TIMING("\\timing", "", "whether times are printed"),
  RUN("\\i", "FILE", "run the statements in a file");

  private final String command;
  private final String argument;
  private final String description;

  ShellCommand(String command, String argument, String description) {
    this.command = command;
    this.argument = argument;
    this.description = description;
  }

  /** The command that the first word of the line is. */
  static Optional<ShellCommand> of(String line) {
    String word = line.strip().split("\\s+", 2)[0];
    String known =
        switch (word.toLowerCase(Locale.ROOT)) {
          case "exit", "quit", "\\quit", "\\exit" -> QUIT.command;
          case "\\?", "\\help" -> HELP.command;
          default -> word;
        };
    return Arrays.stream(values()).filter(each -> each.command.equals(known)).findFirst();
  }

  /** What follows the first word. */
  static String argument(String line) {
    String[] words = line.strip().split("\\s+", 2);
    return words.length < 2 ? "" : words[1].strip();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(each -> each.command).toList();
  }

  /** What {@code \h} prints. */
  static String help() {
    var text = new StringBuilder("Statements end with a semicolon and may take several lines.\n");
    for (ShellCommand each : values()) {
      String usage = each.command + " " + each.argument;
      text.append("  ").append(usage).repeat(' ', 26 - usage.length());
      text.append(each.description).append('\n');
    }
    return text.toString();
  }
}
