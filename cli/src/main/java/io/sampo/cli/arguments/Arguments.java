package io.sampo.cli.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user gave, already checked against a {@link CommandSyntax}. Immutable.
 *
 * @param options the values of each option that was given; a flag has an empty list
 * @param operands everything that is no option, in order
 */
public record Arguments(Map<String, List<String>> options, List<String> operands) {
  public Arguments {
    options = Map.copyOf(options);
    operands = List.copyOf(operands);
  }

  public boolean has(String option) {
    return options.containsKey(option);
  }

  /** The value of an option that is given at most once. */
  public Optional<String> value(String option) {
    return values(option).stream().findFirst();
  }

  /** The values of an option in the order given; empty when it was not. */
  public List<String> values(String option) {
    return options.getOrDefault(option, List.of());
  }

  /**
   * The value as a whole number of at least {@code least}, or {@code otherwise} when not given.
   *
   * @throws UsageException when the value is no such number
   */
  public int number(String option, int least, int otherwise) {
    Optional<String> text = value(option);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below covers it.
    }
    throw new UsageException(
        option + " needs a whole number of at least " + least + ", not \"" + text.get() + "\"");
  }

  /**
   * The value as one of {@code allowed}, or the first of them when not given.
   *
   * @throws UsageException when the value is none of them
   */
  public String choice(String option, List<String> allowed) {
    String text = value(option).orElse(allowed.getFirst());
    if (!allowed.contains(text)) {
      throw new UsageException(
          option + " needs one of " + String.join(", ", allowed) + ", not \"" + text + "\"");
    }
    return text;
  }
}
