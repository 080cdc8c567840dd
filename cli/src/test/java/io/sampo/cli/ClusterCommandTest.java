package io.sampo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sampo cluster} as a user starts it: a process with children. */
@NullMarked
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ClusterCommandTest {
  private static final int SIGTERM = 143;

  @TempDir private Path folder;

  private Process start(String... arguments) throws IOException {
    return CommandProcess.start(
        folder, Stream.concat(Stream.of("cluster"), Stream.of(arguments)).toArray(String[]::new));
  }

  private static void assertEnded(List<ProcessHandle> members) throws Exception {
    for (ProcessHandle member : members) {
      member.onExit().get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aClusterIsAnnouncedAnswersAndEndsWithItsCommand() throws Exception {
    Process cluster =
        start(
            "--workers",
            "2",
            "--cores",
            "1",
            "--memory",
            "128m",
            "--logs",
            folder.resolve("logs").toString());
    List<ProcessHandle> members = List.of();
    try {
      List<String> lines = CommandProcess.announcement(cluster);
      assertThat(lines).as(folder.resolve("errors").toString()).hasSize(5);
      assertThat(lines.get(0)).isEqualTo("logs " + folder.resolve("logs"));
      assertThat(lines.get(1)).matches("driver pid \\d+ 127\\.0\\.0\\.1:\\d+");
      assertThat(lines.get(2)).matches("worker 1 pid \\d+ 127\\.0\\.0\\.1:\\d+");
      assertThat(lines.get(3)).matches("worker 2 pid \\d+ 127\\.0\\.0\\.1:\\d+");
      assertThat(lines.get(4)).matches("ready sampo://127\\.0\\.0\\.1:\\d+");
      members = CommandProcess.members(lines);
      assertThat(members).hasSize(3);

      String master = lines.get(4).substring("ready ".length());
      CommandRun answer =
          CommandRun.of(
              "sql", "--master", master, "-e", "select sum(id) from range(11)", "--format", "csv");
      assertThat(answer.err()).isEmpty();
      assertThat(answer.out()).isEqualTo("sum(id)\n55\n");
      CommandRun failure =
          CommandRun.of("sql", "--master", master, "-e", "select nme from range(1)");
      assertThat(failure.status()).isEqualTo(1);
      assertThat(failure.err()).contains("UNRESOLVED_COLUMN", "line 1, column 8");

      CommandRun status = CommandRun.of("cluster", "status", "--master", master);
      assertThat(status.out().lines())
          .anyMatch(line -> line.matches("worker +pid +address +cores +memory +tasks +blocks"))
          .filteredOn(line -> line.contains("127.0.0.1:") && line.contains(" / 134 MB"))
          .hasSize(2);

      cluster.destroy();
      assertThat(cluster.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(cluster.exitValue()).isEqualTo(SIGTERM);
      assertEnded(members);
    } finally {
      members.forEach(ProcessHandle::destroyForcibly);
      cluster.destroyForcibly().waitFor();
    }
  }

  @Test
  void childrenDieWithTheirParent() throws Exception {
    Process cluster = start("--workers", "1", "--logs", folder.toString());
    List<ProcessHandle> members = List.of();
    try {
      members = CommandProcess.members(CommandProcess.announcement(cluster));
      assertThat(members).hasSize(2);
      cluster.destroyForcibly();
      assertEnded(members);
    } finally {
      members.forEach(ProcessHandle::destroyForcibly);
      cluster.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatDiesIsReplacedOnlyWhenAsked() throws Exception {
    Process cluster = start("--workers", "1", "--keep", "--logs", folder.toString());
    List<ProcessHandle> members = new ArrayList<>();
    try (var reader =
        new BufferedReader(
            new InputStreamReader(cluster.getInputStream(), StandardCharsets.UTF_8))) {
      var lines = new ArrayList<String>();
      do {
        lines.add(String.valueOf(reader.readLine()));
      } while (!lines.getLast().startsWith("ready "));
      members.addAll(CommandProcess.members(lines));
      members.get(1).destroyForcibly();
      String again = String.valueOf(reader.readLine());
      assertThat(again).matches("worker 1 pid \\d+ 127\\.0\\.0\\.1:\\d+");
      members.addAll(CommandProcess.members(List.of(again)));
    } finally {
      cluster.destroyForcibly().waitFor();
      assertEnded(members);
    }
    assertThat(folder.resolve("errors"))
        .content()
        .contains("worker 1 pid", "ended with status 137");
  }
}
