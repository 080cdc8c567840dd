package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Processes;
import io.sampo.dataframe.DataFrame;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints outlive the workers that wrote them, and drivers; nothing is computed again. */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class CheckpointIT {
  private static final int WORKERS = 3;
  private static final int TASKS = 6;

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(DataFrame data) {
    return data.collect().stream().map(Row::toString).toList();
  }

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> all = Files.list(Files.createDirectories(folder.resolve("checkpoints")))) {
      return all.toList();
    }
  }

  private static void delete(Path below) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void nothingIsComputedAgain() throws IOException {
    Path source = folder.resolve("source");
    try (Session local = Session.builder().master("local[2]").create()) {
      local.range(0, 90_000, 1, TASKS).write().parquet(source.toString());
    }
    try (Processes processes =
        Processes.start(WORKERS, logs, Map.of("sampo.reconnect.seconds", "300"))) {
      try (Session session = processes.session()) {
        session.setCheckpointDir(folder.resolve("checkpoints").toString());
        session.conf().set("sampo.partitions", TASKS);
        session.conf().set("sampo.speculation.enabled", false);
        DataFrame computed =
            session.read().parquet(source.toString()).selectExpr("id", "rand() AS r", "id AS id");
        DataFrame stored = computed.checkpoint();
        DataFrame unused = computed.checkpoint();
        List<String> expected = rows(stored);
        assertThat(expected).hasSize(90_000);
        assertThat(checkpoints()).hasSize(2);

        // From now on there is nothing that it could be computed of.
        delete(source);
        long before = processes.view().reruns();
        processes.cluster().worker(1).kill();
        processes.awaitWorkers(WORKERS - 1);
        assertThat(rows(stored)).isEqualTo(expected);
        assertThat(processes.view().reruns()).as("tasks run again").isEqualTo(before);

        processes.cluster().replaceDriver();
        assertThat(rows(stored)).isEqualTo(expected);
        assertThat(stored.columns()).containsExactly("id", "r", "id");
        assertThat(processes.view().reruns()).as("tasks run again").isZero();
        assertThat(rows(unused)).hasSize(90_000);
      }
      assertThat(checkpoints()).isEmpty();
    }
  }
}
