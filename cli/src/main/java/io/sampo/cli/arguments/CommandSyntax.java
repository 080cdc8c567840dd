package io.sampo.cli.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command accepts. {@code --name value} and {@code --name=value} mean the same, {@code --}
 * ends the options, and a lone {@code -} is an operand. Every command has {@code --help}.
 *
 * @param name the words before the arguments, for example {@code sampo sql}
 * @param description one sentence for the help text
 * @param operandLabel what stands for the operands in the help text, or null when none are allowed
 * @param options in the order of the help text
 */
public record CommandSyntax(
    String name, String description, @Nullable String operandLabel, List<CommandOption> options) {
  public static final String HELP = "--help";

  private static final CommandOption HELP_OPTION =
      CommandOption.flag(HELP, "Show this text and exit.");

  public CommandSyntax {
    options = List.copyOf(options);
  }

  /**
   * Reads the arguments that follow the command's name.
   *
   * @throws UsageException for an unknown option, a missing or superfluous value, a repeated option
   *     that is not repeatable, or an operand where none is allowed
   */
  public Arguments parse(List<String> arguments) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    int next = 0;
    while (next < arguments.size()) {
      String argument = arguments.get(next++);
      if (argument.equals("--")) {
        operands.addAll(arguments.subList(next, arguments.size()));
        break;
      }
      if (!argument.startsWith("-") || argument.equals("-")) {
        operands.add(argument);
        continue;
      }
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      CommandOption option = option(equals < 0 ? argument : argument.substring(0, equals));
      List<String> values = given.get(option.name());
      if (values != null && !option.repeatable()) {
        throw new UsageException(option.name() + " is given twice");
      }
      if (values == null) {
        values = new ArrayList<>();
        given.put(option.name(), values);
      }
      if (!option.takesValue()) {
        if (equals >= 0) {
          throw new UsageException(option.name() + " takes no value");
        }
      } else if (equals >= 0) {
        values.add(argument.substring(equals + 1));
      } else if (next < arguments.size()) {
        values.add(arguments.get(next++));
      } else {
        throw new UsageException(option.name() + " needs a value: " + option.label());
      }
    }
    if (operandLabel == null && !operands.isEmpty() && !given.containsKey(HELP)) {
      throw new UsageException("unexpected argument \"" + operands.getFirst() + "\"");
    }
    return new Arguments(given, operands);
  }

  /** The help text, ending with a line feed. */
  public String help() {
    StringBuilder text = new StringBuilder("Usage: ").append(name);
    text.append(" [options]");
    if (operandLabel != null) {
      text.append(' ').append(operandLabel);
    }
    text.append("\n").append(description).append("\n\n");
    List<CommandOption> all = allOptions();
    int width = all.stream().mapToInt(option -> option.label().length()).max().orElse(0);
    for (CommandOption option : all) {
      text.append("  ").append(option.label());
      text.repeat(' ', width - option.label().length() + 2).append(option.description());
      text.append('\n');
    }
    return text.toString();
  }

  private CommandOption option(String typed) {
    for (CommandOption option : allOptions()) {
      if (option.name().equals(typed)) {
        return option;
      }
    }
    List<String> names = allOptions().stream().map(CommandOption::name).toList();
    throw new UsageException("unknown option " + typed + Suggestion.hint(typed, names));
  }

  private List<CommandOption> allOptions() {
    List<CommandOption> all = new ArrayList<>(options);
    all.add(HELP_OPTION);
    return all;
  }
}
