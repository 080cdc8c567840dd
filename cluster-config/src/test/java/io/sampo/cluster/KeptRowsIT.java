package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Processes;
import io.sampo.config.StorageLevel;
import io.sampo.dataframe.DataFrame;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that workers keep, when a worker or the driver dies by kill -9. */
@NullMarked
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class KeptRowsIT {
  private static final int WORKERS = 3;
  private static final int FILES = 6;

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(DataFrame data) {
    return data.collect().stream().map(Row::toString).sorted().toList();
  }

  private static int blocks(Processes processes) {
    return processes.view().workers().stream().mapToInt(worker -> worker.blocks()).sum();
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private void write(Session local, Path source) {
    for (int file = 0; file < FILES; file++) {
      local
          .range(file * 20_000L, (file + 1) * 20_000L)
          .selectExpr("id", "id % 97 AS k", "concat('text ', id % 1000) AS t")
          .write()
          .mode("append")
          .parquet(source.toString());
    }
  }

  /** The files say something else from now on, or again what they said. */
  private static void replace(Path source, List<Path> by) throws IOException {
    List<Path> files = files(source);
    for (int i = 0; i < files.size(); i++) {
      Files.copy(by.get(i % by.size()), files.get(i), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void whatIsKeptIsReadThereAndMadeAgainWhereItIsLost() throws IOException {
    Path source = folder.resolve("source");
    Path saved = folder.resolve("saved");
    Path other = folder.resolve("other");
    try (Session local = Session.builder().master("local[2]").create()) {
      write(local, source);
      local
          .range(1)
          .selectExpr("id", "id % 97 AS k", "'other' AS t")
          .write()
          .parquet(other.toString());
    }
    Files.createDirectories(saved);
    for (Path file : files(source)) {
      Files.copy(file, saved.resolve(file.getFileName()));
    }
    try (Processes processes =
        Processes.start(WORKERS, logs, Map.of("sampo.reconnect.seconds", "300"))) {
      try (Session session = processes.session()) {
        session.conf().set("sampo.partitions", FILES);
        session.conf().set("sampo.speculation.enabled", false);
        DataFrame kept = session.read().parquet(source.toString()).filter("id % 3 > 0").cache();
        DataFrame counts = kept.groupBy("k").count();
        List<String> expected = rows(counts);
        // Each part has a full block and another one.
        int blocks = 2 * FILES;
        Processes.await("release of all but kept rows", () -> blocks(processes) == blocks);

        replace(source, files(other));
        assertThat(rows(counts)).isEqualTo(expected);
        assertThat(kept.count()).isEqualTo(2 * FILES * 20_000L / 3);

        replace(source, files(saved));
        long before = processes.view().reruns();
        processes.cluster().worker(1).kill();
        processes.awaitWorkers(WORKERS - 1);
        assertThat(rows(counts)).isEqualTo(expected);
        // Some of the parts were there, and are elsewhere now; other workers had others.
        assertThat(processes.view().reruns() - before).isBetween(1L, FILES - WORKERS + 1L);
        Processes.await("kept rows alone", () -> blocks(processes) == blocks);
        replace(source, files(other));
        assertThat(rows(counts)).isEqualTo(expected);

        // The next driver knows that they are to be kept, and has what is left of them freed.
        replace(source, files(saved));
        processes.cluster().replaceDriver();
        assertThat(rows(counts)).isEqualTo(expected);
        assertThat(kept.storageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK);
        Processes.await("kept rows of one driver", () -> blocks(processes) == blocks);
        replace(source, files(other));
        assertThat(rows(counts)).isEqualTo(expected);
        kept.unpersist();
        Processes.await("release of all blocks", () -> blocks(processes) == 0);
        assertThat(kept.count()).isZero();
        assertThat(session.range(1000).cache().count()).isEqualTo(1000);
        Processes.await("kept rows", () -> blocks(processes) > 0);
      }
      Processes.await("release with the session", () -> blocks(processes) == 0);
    }
  }
}
