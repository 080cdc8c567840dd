package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
  private static final int ROWS = 120_000;

  @TempDir private Path folder;

  @Test
  void makesTheFileOnceAndTellsItsStory() throws IOException {
    CommandRun first = CommandRun.of("demo", "--data", folder.toString(), "--rows", "" + ROWS);
    assertThat(first.err()).isEmpty();
    assertThat(first.status()).isZero();
    assertThat(first.out())
        .contains(
            "120,000 sales",
            "made    now",
            "built   in",
            "|     store|sales|",
            "Reykjavík",
            "first ",
            "rows/s",
            "== Physical Plan ==",
            "Next: ./sampo sql");
    Path file = folder.resolve("sales-v1-120000.csv");
    assertThat(Files.readAllLines(file)).hasSize(ROWS + 1);
    FileTime made = Files.getLastModifiedTime(file);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }

    CommandRun second = CommandRun.of("demo", "--data", folder.toString(), "--rows", "" + ROWS);
    assertThat(second.out()).contains("by an earlier demo");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(made);
    assertThat(table(second)).isEqualTo(table(first)).isNotEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsAUsageError() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "");
    CommandRun run = CommandRun.of("demo", "--data", file.toString(), "--rows", "10");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--data FOLDER says where else");
  }

  private static List<String> table(CommandRun run) {
    return run.out().lines().filter(line -> line.startsWith("|") || line.startsWith("+")).toList();
  }
}
