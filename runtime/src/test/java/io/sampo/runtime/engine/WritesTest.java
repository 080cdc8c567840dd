package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sampo.dataframe.DataFrame;
import io.sampo.engine.QueryResult;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import io.sampo.spec.Statement.SaveMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes by several tasks, in this process and on workers. */
@NullMarked
final class WritesTest {
  private static final String NUMBERS =
      "SELECT id AS n, id % 3 AS k, concat('text ', id) AS t FROM range(100000)";

  @TempDir private Path folder;
  private final TestCluster cluster = new TestCluster();
  private @Nullable Session opened;

  private void open(String where, String name) {
    boolean workers = where.equals("cluster");
    opened =
        Session.builder()
            .master(workers ? TestClusterProvider.master(name, cluster) : "local[2]")
            .appName("writes")
            .config("sampo.partitions", "4")
            .create();
    if (workers) {
      cluster.join(2);
      cluster.join(1);
    }
  }

  private Session session() {
    return Objects.requireNonNull(opened);
  }

  @AfterEach
  void close() {
    session().close();
    cluster.close();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("t"))) {
      return all.filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }

  private DataFrame read() {
    return session().read().parquet(folder + "/t");
  }

  private static List<Row> sum(DataFrame rows) {
    return rows.selectExpr("count(*)", "count(DISTINCT n)", "sum(n)", "sum(k)", "min(t)", "max(t)")
        .collect();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void eachTaskWritesFilesOfItsOwn(String where) throws IOException {
    open(where, "own files");
    DataFrame rows = session().sql(NUMBERS.replace("100000", "600000"));
    rows.write().parquet(folder + "/t");
    assertThat(files()).hasSizeBetween(2, 4);
    assertThat(folder.resolve("t/_SUCCESS")).isRegularFile();
    assertThat(sum(read())).isEqualTo(sum(rows));
    assertThat(read().limit(10).collect()).isEqualTo(rows.limit(10).collect());
    rows.write().mode("append").parquet(folder + "/t");
    assertThat(read().count()).isEqualTo(1_200_000);
    assertThat(folder.toFile().list()).containsExactly("t");
    rows.where("n < 10").write().mode("overwrite").parquet(folder + "/t");
    assertThat(read().collect()).isEqualTo(rows.where("n < 10").collect());
  }

  @ParameterizedTest
  @CsvSource({"local,1", "local,3", "cluster,1", "cluster,3"})
  void asManyFilesAsAskedFor(String where, int number) throws IOException {
    open(where, "files asked for");
    DataFrame rows = session().sql(NUMBERS);
    rows.repartition(number).write().parquet(folder + "/t");
    assertThat(files()).hasSize(number);
    assertThat(sum(read())).isEqualTo(sum(rows));
    DataFrame both = rows.unionAll(rows.where("n < 5"));
    both.coalesce(number).write().mode("overwrite").parquet(folder + "/t");
    assertThat(files()).hasSizeBetween(1, number);
    assertThat(sum(read())).isEqualTo(sum(both));
  }

  @ParameterizedTest
  @CsvSource({"local,csv", "cluster,json", "local,parquet", "cluster,parquet"})
  void orderAndFoldersAreKept(String where, String format) throws IOException {
    open(where, "order");
    DataFrame sorted = session().sql(NUMBERS + " ORDER BY t DESC");
    sorted.write().format(format).option("header", true).save(folder + "/t");
    DataFrame read =
        session()
            .read()
            .format(format)
            .option("header", true)
            .option("inferSchema", true)
            .load(folder + "/t");
    assertThat(read.selectExpr("cast(n as bigint)", "cast(k as bigint)", "t").collect())
        .isEqualTo(sorted.collect());
    DataFrame rows = session().sql(NUMBERS);
    rows.write()
        .format(format)
        .option("header", true)
        .mode("overwrite")
        .partitionBy("k")
        .save(folder + "/t");
    assertThat(folder.resolve("t").toFile().list())
        .containsExactlyInAnyOrder("_SUCCESS", "k=0", "k=1", "k=2");
    DataFrame again =
        session()
            .read()
            .format(format)
            .option("header", true)
            .option("inferSchema", true)
            .load(folder + "/t");
    assertThat(sum(again)).isEqualTo(sum(rows));
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void noRowsTellTheColumns(String where) throws IOException {
    open(where, "no rows");
    DataFrame none = session().sql(NUMBERS).where("n < 0");
    none.write().parquet(folder + "/t");
    assertThat(files()).hasSize(1);
    assertThat(read().columns()).isEqualTo(none.columns());
    assertThat(read().count()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void aFailedWriteLeavesNothing(String where) throws IOException {
    open(where, "failed");
    DataFrame failing = session().sql("SELECT 1 / (id - 99000) AS x FROM range(100000)");
    assertThatThrownBy(() -> failing.write().parquet(folder + "/t"))
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("DIVIDE_BY_ZERO");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void workersAreLostWhileTheyWrite(long seed) throws IOException {
    open("cluster", "lost");
    cluster.join(1);
    var random = new SplittableRandom(seed);
    var running = new AtomicBoolean(true);
    var troubles = CompletableFuture.runAsync(() -> replaceWorkers(running, random));
    try {
      // Numbers that are drawn anew each time may not be mixed either.
      DataFrame rows =
          session()
              .sql(
                  "SELECT n, k, t, cast(1000 * rand() AS int) AS r FROM ("
                      + NUMBERS
                      + ") DISTRIBUTE BY k");
      List<Row> expected = sum(session().sql(NUMBERS));
      for (int i = 0; i < 3; i++) {
        rows.write().mode("overwrite").partitionBy("k").parquet(folder + "/t");
        assertThat(sum(read())).as("seed %s", seed).isEqualTo(expected);
      }
      rows.repartition(3).write().mode("append").partitionBy("k").parquet(folder + "/t");
      assertThat(read().count()).as("seed %s", seed).isEqualTo(200_000);
    } finally {
      running.set(false);
      troubles.join();
    }
    assertThat(folder.resolve("t").toFile().list())
        .containsExactlyInAnyOrder("_SUCCESS", "k=0", "k=1", "k=2");
  }

  private void replaceWorkers(AtomicBoolean running, SplittableRandom random) {
    long done = 0;
    while (running.get()) {
      // One worker is replaced whenever some more tasks are done.
      long now =
          cluster.status().workers().stream()
              .mapToLong(ClusterStatus.WorkerStatus::tasksDone)
              .sum();
      if (now != done) {
        done = now;
        if (random.nextInt(4) == 0) {
          cluster.join(1);
          List<String> workers = cluster.workers();
          cluster.lose(workers.get(random.nextInt(workers.size())));
        }
      }
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void aCancelledWriteShowsProgressAndLeavesNothing(String where) throws IOException {
    open(where, "cancelled");
    session().sql(NUMBERS).write().parquet(folder + "/t");
    List<Path> before = files();
    // Reads few rows, finds none and takes for ever.
    var slow =
        (Statement.Query)
            session()
                .statements(
                    "SELECT a.id AS n FROM range(200000) a, range(10000000) b"
                        + " WHERE a.id * b.id = -1")
                .getFirst();
    for (SaveMode mode : List.of(SaveMode.OVERWRITE, SaveMode.APPEND)) {
      var write =
          new Statement.Write(slow.relation(), "parquet", folder + "/t", mode, Map.of(), List.of());
      try (QueryResult result = session().execute(write)) {
        assertThat(result.schema().fields()).isEmpty();
        var ended = CompletableFuture.supplyAsync(() -> catchThrowable(result::next));
        while (result.progress().rowsRead() == 0 && !ended.isDone()) {
          Thread.onSpinWait();
        }
        result.cancel();
        assertThat(ended.join())
            .isInstanceOfSatisfying(
                SampoException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_CANCELED));
      }
      assertThat(files()).isEqualTo(before);
      try (Stream<Path> all = Files.list(folder.resolve("t"))) {
        assertThat(all.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.startsWith("_sampo"));
      }
      assertThat(folder.toFile().list()).containsExactly("t");
    }
    assertThat(sum(read())).isEqualTo(sum(session().sql(NUMBERS)));
  }
}
