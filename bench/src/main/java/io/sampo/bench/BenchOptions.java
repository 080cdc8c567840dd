package io.sampo.bench;

import io.sampo.bench.error.BenchException;
import io.sampo.bench.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all benchmarks have in common on the command line. */
class BenchOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  boolean help;

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  final PrintWriter progress() {
    return spec.commandLine().getErr();
  }

  /** Refuses the command line unless something holds. */
  final void require(boolean holds, String message) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }

  /** The bytes of a size such as {@code 512m}. */
  final long bytes(String option, String size) {
    try {
      return MemorySize.bytes(size);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }

  /** The numbers of a selection such as {@code 1,6}, all of them when nothing is selected. */
  final List<Integer> numbers(String option, List<Integer> selected, int first, int last) {
    var numbers = new ArrayList<Integer>();
    if (selected.isEmpty()) {
      for (int number = 1; number <= last; number++) {
        numbers.add(number);
      }
      return numbers;
    }
    for (int number : new LinkedHashSet<>(selected)) {
      require(
          number >= first && number <= last,
          option + " are numbers from " + first + " to " + last + ", not " + number);
      numbers.add(number);
    }
    return numbers;
  }

  /** Writes figures as one JSON object. */
  static void write(Map<String, @Nullable Object> figures, Path file) {
    try {
      Files.writeString(file, Json.write(figures) + "\n");
    } catch (IOException e) {
      throw new BenchException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
