package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sampo.cluster.harness.Gate;
import io.sampo.cluster.harness.InProcess;
import io.sampo.cluster.harness.Processes;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import io.sampo.spec.Statement.SaveMode;
import io.sampo.types.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client of a cluster cancels a write whose tasks have files open on the workers. */
@NullMarked
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class CancelledWriteTest {
  private static final long ROWS = 200_000;

  /** Tasks have begun their files when they come to the gate. */
  private static final String WRITTEN =
      "SELECT id % 5 AS k, CASE WHEN id % 40000 = 39999 THEN gate(id) ELSE id END AS n,"
          + " concat('text ', id) AS t FROM range("
          + ROWS
          + ")";

  @TempDir private Path folder;
  @TempDir private Path spill;

  private List<String> names() {
    try (Stream<Path> all = Files.walk(folder.resolve("out"))) {
      return all.map(file -> folder.relativize(file).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isBegun() {
    return names().stream()
        .anyMatch(name -> name.contains("_sampo_staging_") && name.endsWith(".parquet"));
  }

  private void assertCancelled(InProcess cluster, Session session, SaveMode mode, Gate gate) {
    session.udf().register("gate", gate.function("gate"), DataType.LONG);
    List<String> before = names();
    var rows = (Statement.Query) session.statements(WRITTEN).getFirst();
    var write =
        new Statement.Write(
            rows.relation(),
            "parquet",
            folder.resolve("out/t").toString(),
            mode,
            Map.of(),
            List.of());
    try (QueryResult result = session.execute(write)) {
      var ended =
          CompletableFuture.supplyAsync(
              () -> catchThrowable(result::next), task -> Thread.ofPlatform().daemon().start(task));
      Processes.await("files that are written", () -> ended.isDone() || isBegun());
      result.cancel();
      assertThat(ended.join())
          .isInstanceOfSatisfying(
              SampoException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_CANCELED));
    }
    assertThat(names()).as("while tasks still have files open").isEqualTo(before);
    gate.open();
    Processes.await(
        "end of all tasks",
        () ->
            cluster.view().queries().isEmpty()
                && cluster.view().workers().stream()
                    .allMatch(worker -> worker.tasks() == 0 && worker.blocks() == 0));
    assertThat(names()).as("when all tasks have ended").isEqualTo(before);
  }

  @Test
  void nothingIsLeft() throws IOException {
    Files.createDirectory(folder.resolve("out"));
    try (InProcess cluster = InProcess.start(2, spill);
        Session session = cluster.session(Map.of("sampo.partitions", "4"))) {
      assertCancelled(cluster, session, SaveMode.OVERWRITE, new Gate(folder.resolve("first")));
      var open = new Gate(folder.resolve("open"));
      open.open();
      session.udf().register("gate", open.function("gate"), DataType.LONG);
      session.sql(WRITTEN).write().parquet(folder.resolve("out/t").toString());
      assertCancelled(cluster, session, SaveMode.APPEND, new Gate(folder.resolve("second")));
      assertCancelled(cluster, session, SaveMode.OVERWRITE, new Gate(folder.resolve("third")));
      assertThat(session.read().parquet(folder.resolve("out/t").toString()).count())
          .isEqualTo(ROWS);
    }
  }
}
