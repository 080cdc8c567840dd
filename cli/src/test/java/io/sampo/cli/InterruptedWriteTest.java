package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of a write: nothing has happened, and nothing is left of it. */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class InterruptedWriteTest {
  /** Takes longer than anybody waits. */
  private static final String ENDLESS =
      "SELECT id, sha2(cast(id AS STRING), 512) AS t FROM range(10000000000)";

  private static final int INTERRUPTED = 130;

  @TempDir private Path folder;
  @TempDir private Path data;

  private static String write(Path target, String query) {
    return "INSERT OVERWRITE DIRECTORY '" + target + "' USING parquet " + query;
  }

  /** Everything below the folder of data. */
  private List<String> there() {
    for (int tries = 1; ; tries++) {
      try (Stream<Path> found = Files.walk(data)) {
        return found.map(path -> data.relativize(path).toString()).sorted().toList();
      } catch (UncheckedIOException | IOException e) {
        // What is just being removed cannot be walked.
        assertThat(tries).as(e.toString()).isLessThan(1000);
      }
    }
  }

  private boolean isStaged() {
    return there().stream()
        .anyMatch(path -> path.contains("_sampo_staging_") && path.endsWith(".parquet"));
  }

  /** Starts a write, ends it by Ctrl-C when a task has begun with a file. */
  private void writeAndInterrupt(Path target, String... options) throws Exception {
    List<String> before = there();
    var arguments = new ArrayList<>(List.of("sql", "-e", write(target, ENDLESS)));
    arguments.addAll(List.of(options));
    Process writer = CommandProcess.start(folder, arguments.toArray(String[]::new));
    try {
      CommandProcess.await("staged file", () -> isStaged() || !writer.isAlive());
      CommandProcess.interrupt(writer);
      assertThat(writer.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readAllLines(folder.resolve("errors")))
          .filteredOn(line -> !line.startsWith("SLF4J"))
          .containsExactly("sampo: cancelled");
      assertThat(writer.exitValue()).isEqualTo(INTERRUPTED);
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(there()).isEqualTo(before);
  }

  @Test
  void inOneProcess() throws Exception {
    writeAndInterrupt(data.resolve("new"));
    Path old = data.resolve("old");
    assertThat(CommandRun.of("sql", "-e", write(old, "SELECT 42 AS id")).status()).isZero();
    writeAndInterrupt(old);
    assertThat(read(old)).isEqualTo("id\n42\n");
  }

  private static String read(Path target, String... options) {
    var arguments =
        new ArrayList<>(
            List.of("sql", "--format", "csv", "-e", "SELECT * FROM parquet.`" + target + "`"));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new)).out();
  }

  @Test
  void onACluster() throws Exception {
    Path logs = Files.createDirectory(folder.resolve("cluster"));
    Process cluster =
        CommandProcess.start(
            logs, "cluster", "--workers", "2", "--cores", "1", "--logs", logs.toString());
    List<ProcessHandle> members = List.of();
    try {
      List<String> lines = CommandProcess.announcement(cluster);
      members = CommandProcess.members(lines);
      String master = lines.getLast().substring("ready ".length());
      writeAndInterrupt(data.resolve("new"), "--master", master);
      Path old = data.resolve("old");
      assertThat(
              CommandRun.of("sql", "--master", master, "-e", write(old, "SELECT 42 AS id"))
                  .status())
          .isZero();
      writeAndInterrupt(old, "--master", master);
      CommandProcess.await("rest", () -> isAtRest(master));
      assertThat(read(old, "--master", master)).isEqualTo("id\n42\n");
    } finally {
      members.forEach(ProcessHandle::destroyForcibly);
      cluster.destroyForcibly().waitFor();
    }
  }

  /** Whether the cluster runs nothing and has two workers that hold nothing. */
  private static boolean isAtRest(String master) {
    List<String> status =
        CommandRun.of("cluster", "status", "--master", master).out().lines().toList();
    return status.getLast().startsWith("query ")
        && status.stream().filter(line -> line.matches(".*127\\.0\\.0\\.1:\\d+.* 0 +0")).count()
            == 2;
  }
}
