package io.sampo.examples.sales;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTotalsTest {
  @TempDir private Path folder;

  @Test
  void printsTheTotalsOfEachStore() throws IOException {
    Path file = folder.resolve("sales.csv");
    Files.writeString(
        file, "store,price\nnorth,120.5\nsouth,80.25\n\"east, old\",310\nnorth,\nnorth,200\n");
    assertThat(printed(() -> StoreTotals.main(new String[] {file.toString()})))
        .isEqualTo(
            """
            +---------+-----+
            |    store|total|
            +---------+-----+
            |    north|320.5|
            |east, old|310.0|
            +---------+-----+

            """);
  }

  /** The README shows the program; what it shows must be what runs. */
  @Test
  void theReadmeShowsThisProgram() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/io/sampo/examples/sales/StoreTotals.java"));
    String readme = Files.readString(Path.of("../README.md"));
    int start = source.indexOf("    try (Session");
    String body = source.substring(start, source.indexOf("\n    }\n", start) + "\n    }".length());
    assertThat(readme).contains(body.stripIndent());
  }

  private static String printed(Runnable program) {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
