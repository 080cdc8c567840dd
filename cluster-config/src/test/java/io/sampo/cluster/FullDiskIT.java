package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.JavaCommand;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of three workers cannot make files of more than a megabyte, as where its disk is full: what
 * it should write is written by others, and nothing is left of what it has begun.
 */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class FullDiskIT {
  private static final int WORKERS = 3;
  private static final int FILES = 6;
  private static final int ROWS = 300_000;

  /** Far more than a megabyte for each file, however well it is compressed. */
  private static final String WRITTEN =
      "SELECT id AS n, md5(cast(id AS STRING)) AS a, sha2(cast(id AS STRING), 256) AS b FROM range("
          + ROWS
          + ")";

  @TempDir private Path logs;
  @TempDir private Path folder;

  /** The system limits the files of the worker that comes first, in blocks of 512 bytes. */
  private JavaCommand oneWithAFullDisk() throws IOException {
    Path lock = folder.resolve("full");
    Path script = folder.resolve("java.sh");
    JavaCommand own = JavaCommand.likeThisProcess();
    Files.writeString(
        script,
        """
        #!/bin/sh
        case " $* " in
          *" worker "*) if mkdir '%s' 2>/dev/null; then ulimit -f 2048; fi ;;
        esac
        exec '%s' "$@"
        """
            .formatted(lock, own.java()));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new JavaCommand(script.toString(), own.options(), own.classPath());
  }

  @Test
  void othersWriteWhatOneCannot() throws IOException {
    String target = folder.resolve("t").toString();
    try (Processes processes = Processes.start(WORKERS, logs, Map.of(), oneWithAFullDisk());
        Session session = processes.session();
        Session local = Session.builder().master("local[1]").create()) {
      assertThat(folder.resolve("full")).isDirectory();
      session.conf().set("sampo.speculation.enabled", false);
      session.sql(WRITTEN).repartition(FILES).write().parquet(target);
      assertThat(processes.view().reruns()).as("tasks run again").isPositive();
      assertThat(processes.view().workers()).hasSize(WORKERS);
      List<Row> counts =
          local
              .sql("SELECT count(*), count(DISTINCT b), sum(n) FROM parquet.`" + target + "`")
              .collect();
      assertThat(counts.getFirst())
          .hasToString("[" + ROWS + "," + ROWS + "," + (ROWS - 1L) * ROWS / 2 + "]");
    }
    try (Stream<Path> files = Files.walk(Path.of(target))) {
      assertThat(files.filter(file -> file.toString().endsWith(".parquet"))).hasSize(FILES);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("t", "full", "java.sh");
    }
  }
}
