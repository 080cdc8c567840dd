package io.sampo.runtime.engine;

import static io.sampo.functions.Functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.config.StorageLevel;
import io.sampo.dataframe.DataFrame;
import io.sampo.engine.Cancellation;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.SocketCluster;
import io.sampo.runtime.worker.TaskFaults;
import io.sampo.runtime.worker.protocol.TaskOrder;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are kept by the workers of a cluster, and what becomes of them with a worker. */
@NullMarked
@Timeout(300)
@Tag("failures")
final class KeptOnWorkersTest {
  private static final int WORKERS = 3;
  private static final int FILES = 6;
  private static final long IN_MEMORY = 8L << 20;

  @TempDir private Path folder;
  private volatile SocketCluster.Trouble trouble = (worker, point, order) -> {};
  private SocketCluster cluster;
  private Session session;
  private Path source;

  @BeforeEach
  void open() {
    source = folder.resolve("source");
    try (Session local = Session.builder().master("local[1]").create()) {
      for (int file = 0; file < FILES; file++) {
        columns(local.range(file * 1000L, (file + 1) * 1000L))
            .write()
            .mode("append")
            .parquet(source.toString());
      }
    }
    cluster =
        new SocketCluster(
            folder.resolve("workers"),
            (worker, point, order) -> trouble.at(worker, point, order),
            IN_MEMORY);
    cluster.fill(WORKERS);
    session = session();
  }

  private Session session() {
    String master =
        TestClusterProvider.master("kept-" + folder, cluster.client(), cluster.driver());
    Session made = Session.builder().master(master).create();
    made.conf().set("sampo.partitions", FILES);
    made.conf().set("sampo.speculation.enabled", false);
    made.conf().set("sampo.broadcast.limit", 0);
    return made;
  }

  @AfterEach
  void close() {
    session.close();
    cluster.close();
  }

  private DataFrame source() {
    return session.read().parquet(source.toString());
  }

  /** From now on each of the files says something else. */
  private void changeSource() throws IOException {
    Path other = folder.resolve("other");
    try (Session local = Session.builder().master("local[1]").create()) {
      columns(local.range(-1, 0)).write().parquet(other.toString());
    }
    Path file = parquet(other).getFirst();
    for (Path old : parquet(source)) {
      Files.copy(file, old, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static DataFrame columns(DataFrame ids) {
    return ids.selectExpr(
        "id",
        "id % 89 AS k",
        "cast(id * 37 % 1001 AS DECIMAL(12, 2)) AS v",
        "if(id % 5 = 0, null, concat('a text that is long ', id % 7)) AS t");
  }

  private static List<Path> parquet(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static List<String> rows(DataFrame data) {
    return data.collect().stream().map(Row::toString).sorted().toList();
  }

  /** Waits until the workers hold nothing; what they are told takes its time. */
  private void awaitNothingHeld() {
    while (cluster.held().blocks() > 0) {
      Thread.onSpinWait();
    }
    assertThat(cluster.held().memoryBytes()).isZero();
    assertThat(cluster.held().diskBytes()).isZero();
  }

  private void kill(String worker) {
    cluster.kill(worker, () -> {});
  }

  private String holder() {
    return cluster.workers().stream()
        .filter(worker -> cluster.held(worker).keptBlocks() > 0)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEMORY_ONLY", "MEMORY_AND_DISK", "DISK_ONLY"})
  void laterQueriesReadWhatTheFirstKept(String name) throws IOException {
    StorageLevel level = StorageLevel.fromString(name);
    DataFrame kept = source().filter("id >= 10");
    List<String> expected = rows(kept);
    kept.persist(level);
    assertThat(kept.explainString("simple")).contains("not computed yet");
    assertThat(rows(kept)).isEqualTo(expected);
    changeSource();
    assertThat(rows(kept)).isEqualTo(expected);
    assertThat(kept.count()).isEqualTo(FILES * 1000L - 10);
    assertThat(rows(kept.groupBy("k").count().agg(io.sampo.functions.Functions.sum(col("count")))))
        .containsExactly("[5990]");
    assertThat(rows(kept.filter("t IS NULL AND id < 21").select("v", "id")))
        .containsExactly("[370.00,10]", "[555.00,15]", "[740.00,20]");
    assertThat(kept.explainString("simple"))
        .contains("InMemoryTable")
        .contains(level.description())
        .contains("parts on workers")
        .doesNotContain("parquet");
    // All workers have their share, where the level says.
    assertThat(cluster.workers()).allMatch(worker -> cluster.held(worker).keptBlocks() > 0);
    assertThat(cluster.held().diskBytes() > 0).isEqualTo(!level.useMemory());
    kept.unpersist();
    awaitNothingHeld();
  }

  @Test
  void theirOrderIsKeptAndSharedOutTasksReadAllOfIt() {
    DataFrame sorted = source().orderBy(col("v").desc(), col("id")).cache();
    List<Row> expected = source().orderBy(col("v").desc(), col("id")).collect();
    assertThat(sorted.collect()).isEqualTo(expected);
    for (int tasks : new int[] {1, 4, 17}) {
      session.conf().set("sampo.partitions", tasks);
      assertThat(sorted.collect()).isEqualTo(expected);
    }
  }

  @Test
  void onlyWhatALostWorkerHeldIsComputedAgain() {
    DataFrame kept = source().filter("id % 3 > 0").cache();
    List<String> expected = rows(kept.groupBy("k").count());
    String lost = holder();
    long before = cluster.status().reruns();
    long held = cluster.held().keptBlocks();
    // Each part is one block.
    long parts = cluster.held(lost).keptBlocks();
    assertThat(held).isEqualTo(FILES);
    kill(lost);
    cluster.fill(WORKERS);
    assertThat(rows(kept.groupBy("k").count())).isEqualTo(expected);
    assertThat(cluster.status().reruns() - before).isEqualTo(parts);
    assertThat(cluster.held().keptBlocks()).isEqualTo(held);
    assertThat(rows(kept.groupBy("k").count())).isEqualTo(expected);
    assertThat(cluster.status().reruns() - before).isEqualTo(parts);
  }

  @Test
  void whatIsBehindAnExchangeIsMadeAgainWithWhatItIsMadeOf() {
    DataFrame kept =
        source().groupBy("k").agg(io.sampo.functions.Functions.sum(col("v")).as("s")).cache();
    List<String> expected = rows(kept);
    // Only the rows stay that were kept.
    while (cluster.held().blocks() > cluster.held().keptBlocks()) {
      Thread.onSpinWait();
    }
    kill(holder());
    cluster.fill(WORKERS);
    assertThat(rows(kept)).isEqualTo(expected);
    kept.unpersist();
    awaitNothingHeld();
  }

  @Test
  void aRunningQueryGoesOnWhenWhatItReadsIsLost() {
    DataFrame kept = source().filter("id % 3 > 0").cache();
    List<String> expected = rows(kept.groupBy("k").count());
    String lost = holder();
    var once = new AtomicBoolean();
    var killed = new CompletableFuture<Void>();
    trouble =
        (worker, point, order) -> {
          boolean now =
              point == TaskFaults.Point.BEFORE_WRITE && !worker.equals(lost) && isReader(order);
          if (now && once.compareAndSet(false, true)) {
            Thread.ofVirtual()
                .start(() -> {
                  kill(lost);
                  killed.complete(null);
                });
          }
        };
    for (int i = 0; i < 3; i++) {
      assertThat(rows(kept.groupBy("k").count())).isEqualTo(expected);
    }
    killed.join();
    assertThat(rows(kept.groupBy("k").count())).isEqualTo(expected);
  }

  private static boolean isReader(TaskOrder order) {
    return !order.kept().isEmpty();
  }

  @Test
  void aBlockThatIsDamagedOnDiskIsMadeAgain() {
    DataFrame kept = source().filter("id % 3 > 0").persist(StorageLevel.DISK_ONLY);
    List<String> expected = rows(kept);
    String holder = holder();
    long held = cluster.held().keptBlocks();
    while (cluster.held().blocks() > held || cluster.held().memoryBytes() > 0) {
      Thread.onSpinWait();
    }
    long before = cluster.status().reruns();
    cluster.damageLast(holder);
    assertThat(rows(kept)).isEqualTo(expected);
    // The part, and the task that met the damage.
    assertThat(cluster.status().reruns() - before).isEqualTo(2);
    assertThat(rows(kept)).isEqualTo(expected);
    kept.unpersist();
    awaitNothingHeld();
  }

  @Test
  void noRowsAreKeptAsWell() {
    DataFrame kept = source().filter("id < 0").cache();
    assertThat(kept.count()).isZero();
    assertThat(rows(kept)).isEmpty();
    assertThat(rows(kept.agg(io.sampo.functions.Functions.max(col("v")))))
        .containsExactly("[null]");
    assertThat(String.join("\n", rows(session.sql("EXPLAIN ANALYZE SELECT 1"))))
        .contains("fragment 0");
  }

  @Test
  void rowsOfTwoAttemptsAreNeverMixed() {
    DataFrame kept = source().selectExpr("id", "rand() AS r").cache();
    List<String> first = rows(kept);
    assertThat(rows(kept)).isEqualTo(first);
    kill(holder());
    cluster.fill(WORKERS);
    List<String> second = rows(kept);
    assertThat(second).doesNotContainAnyElementsOf(first).hasSize(FILES * 1000);
    assertThat(rows(kept)).isEqualTo(second);
    kept.unpersist();
    awaitNothingHeld();
  }

  @Test
  void whatMayOnlyBeInMemoryAndDoesNotFitIsComputedByEachQuery() throws IOException {
    DataFrame large = session.range(3_000_000).selectExpr("id", "uuid() AS u");
    large.persist(StorageLevel.MEMORY_ONLY);
    assertThat(large.count()).isEqualTo(3_000_000);
    awaitNothingHeld();
    large.unpersist();
    // With disk it is kept, the rest of it in memory.
    large.persist(StorageLevel.MEMORY_AND_DISK);
    assertThat(large.count()).isEqualTo(3_000_000);
    assertThat(cluster.held().diskBytes()).isPositive();
    assertThat(cluster.held().memoryBytes()).isBetween(1L, WORKERS * IN_MEMORY / 2);
  }

  @Test
  void aCheckpointIsReadUntilAWorkerIsLost() throws IOException {
    DataFrame source = source();
    List<String> expected = rows(source.filter("id % 2 = 0"));
    DataFrame checkpoint = source.filter("id % 2 = 0").localCheckpoint();
    changeSource();
    assertThat(rows(checkpoint)).isEqualTo(expected);
    assertThat(checkpoint.explainString("simple")).contains("checkpoint").doesNotContain("parquet");
    kill(holder());
    cluster.fill(WORKERS);
    assertThatThrownBy(() -> rows(checkpoint))
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_LOST));
    awaitNothingHeld();
  }

  @Test
  void statementsKeepAndRefreshAndClear() throws IOException {
    source().createOrReplaceTempView("source");
    session.sql("CACHE TABLE few AS SELECT k, count(*) AS n FROM source WHERE k < 3 GROUP BY k");
    assertThat(cluster.held().keptBlocks()).isPositive();
    List<String> expected = rows(session.table("few"));
    assertThat(expected).hasSize(3);
    session.sql("CACHE LAZY TABLE source");
    assertThat(session.table("source").count()).isEqualTo(FILES * 1000L);
    changeSource();
    assertThat(session.table("source").count()).isEqualTo(FILES * 1000L);
    assertThat(rows(session.table("few"))).isEqualTo(expected);
    session.sql("REFRESH TABLE source");
    assertThat(session.table("source").count()).isEqualTo(FILES);
    session.sql("CLEAR CACHE");
    awaitNothingHeld();
  }

  @Test
  void nothingStaysWhenTheSessionEnds() {
    source().cache().count();
    DataFrame checkpoint = source().localCheckpoint();
    assertThat(checkpoint.count()).isEqualTo(FILES * 1000L);
    assertThat(cluster.held().keptBlocks()).isPositive();
    session.close();
    awaitNothingHeld();
    session = session();
  }

  @Test
  void theComputingOfRowsIsCancelledWithItsStatement() {
    var cancellation = new Cancellation();
    trouble = (worker, point, order) -> cancellation.cancel();
    DataFrame kept = source().persist();
    assertThatThrownBy(() -> cancellation.during(kept::count))
        .isInstanceOfSatisfying(
            SampoException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_CANCELED));
    trouble = (worker, point, order) -> {};
    awaitNothingHeld();
    assertThat(kept.count()).isEqualTo(FILES * 1000L);
  }
}
