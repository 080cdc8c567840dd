package io.sampo.cli.arguments;

import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param name as typed, with its dashes, for example {@code --format}
 * @param valueLabel what stands for its value in the help text, or null for an option without one
 * @param repeatable whether it may be given more than once
 * @param description one line for the help text
 */
public record CommandOption(
    String name, @Nullable String valueLabel, boolean repeatable, String description) {
  public CommandOption {
    if (!name.startsWith("-") || name.length() < 2) {
      throw new IllegalArgumentException("an option's name starts with a dash: " + name);
    }
  }

  /** An option that is there or not. */
  public static CommandOption flag(String name, String description) {
    return new CommandOption(name, null, false, description);
  }

  /** An option with one value, given at most once. */
  public static CommandOption value(String name, String valueLabel, String description) {
    return new CommandOption(name, valueLabel, false, description);
  }

  /** An option with a value that may be given several times; the values keep their order. */
  public static CommandOption values(String name, String valueLabel, String description) {
    return new CommandOption(name, valueLabel, true, description);
  }

  boolean takesValue() {
    return valueLabel != null;
  }

  String label() {
    return valueLabel == null ? name : name + " " + valueLabel;
  }
}
