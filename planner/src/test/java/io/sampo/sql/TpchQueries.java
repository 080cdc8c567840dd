package io.sampo.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The texts of the 22 TPC-H queries, which the module bench keeps. */
public final class TpchQueries {
  private TpchQueries() {}

  /** In their order. */
  public static List<String> all() {
    Path here = Path.of("").toAbsolutePath();
    Path root = Files.isDirectory(here.resolve("planner")) ? here : here.resolve("..").normalize();
    var texts = new ArrayList<String>();
    for (int number = 1; number <= 22; number++) {
      texts.add(
          read(root.resolve("bench/src/main/resources/tpch/queries/q%02d.sql".formatted(number))));
    }
    return texts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
