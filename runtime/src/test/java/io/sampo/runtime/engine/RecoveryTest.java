package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.dataframe.DataFrame;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.runtime.operator.FailedInput;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries on workers that come and go. */
@NullMarked
@Tag("failures")
final class RecoveryTest {
  private static final String JOIN =
      """
      SELECT o_orderpriority, count(*), sum(l_extendedprice), max(l_comment)
      FROM orders JOIN lineitem ON l_orderkey = o_orderkey
      GROUP BY o_orderpriority ORDER BY o_orderpriority
      """;

  private TestCluster cluster;
  private Session session;

  @BeforeEach
  void open(TestInfo info) {
    cluster = new TestCluster();
    session =
        Session.builder()
            .master(TestClusterProvider.master(info.getDisplayName(), cluster))
            .appName("recovery")
            .create();
    session.conf().set("sampo.partitions", 5);
    TpchAnswers.createViews(session);
  }

  @AfterEach
  void close() {
    session.close();
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void workersAreLostWhileQueriesRun(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < 3; i++) {
      cluster.join(1);
    }
    var running = new AtomicBoolean(true);
    var troubles =
        CompletableFuture.runAsync(() -> {
          long done = 0;
          while (running.get()) {
            // One worker is replaced whenever some more tasks are done.
            long now =
                cluster.status().workers().stream()
                    .mapToLong(ClusterStatus.WorkerStatus::tasksDone)
                    .sum();
            if (now != done) {
              done = now;
              if (random.nextInt(8) == 0) {
                cluster.join(1);
                List<String> workers = cluster.workers();
                cluster.lose(workers.get(random.nextInt(workers.size())));
              }
            }
            Thread.onSpinWait();
          }
        });
    try {
      for (int number : new int[] {1, 3, 5, 10, 13, 18, 21, 22}) {
        TpchAnswers.check(session, number);
      }
    } finally {
      running.set(false);
      troubles.join();
    }
  }

  @Test
  void theLossOfAllWorkersIsSurvivedOnceThereAreOthers() {
    String only = cluster.join(2);
    List<Row> expected = session.sql(JOIN).collect();
    var found = CompletableFuture.supplyAsync(() -> session.sql(JOIN).collect());
    cluster.lose(only);
    cluster.join(2);
    assertThat(found.join()).isEqualTo(expected);
  }

  @Test
  void nothingIsHeldWhenQueriesHaveEnded() {
    cluster.join(2);
    cluster.join(1);
    session.sql(JOIN).collect();
    while (cluster.blocksHeld() > 0) {
      Thread.onSpinWait();
    }
    assertThat(cluster.status().queries()).isEmpty();
  }

  @Test
  void aBadRecordEndsTheQueryAtOnce(@TempDir Path folder) throws IOException {
    cluster.join(1);
    Path file = Files.writeString(folder.resolve("bad.csv"), "1\n2\nthree\n4\n");
    DataFrame rows = session.read().schema("a INT").option("mode", "FAILFAST").csv(file.toString());
    assertThatThrownBy(() -> rows.groupBy("a").count().collect())
        .isInstanceOfSatisfying(
            SampoException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_RECORD))
        .hasMessageContaining("bad.csv")
        .hasMessageContaining("three");
  }

  @Test
  void whatWasReadIsNamedWhenATaskFailsForGood(@TempDir Path folder) throws IOException {
    cluster.join(1);
    DataFrame rows = session.range(1000).toDF("a");
    rows.coalesce(1).write().parquet(folder + "/t");
    DataFrame read = session.read().parquet(folder + "/t");
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("t"))) {
      file = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    // Its footer was read; what it tells of is gone when tasks look for it.
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x7F);
    Files.write(file, bytes);
    assertThatThrownBy(() -> read.groupBy("a").count().collect())
        .isInstanceOf(SampoException.class)
        .satisfies(e -> assertThat(FailedInput.of(e).orElse("")).contains(file + " from "));
  }

  @Test
  void aQueryIsCancelled() {
    cluster.join(1);
    var rows = session.sql("SELECT sum(a.id * b.id) FROM range(100000) a, range(100000) b");
    var ended = CompletableFuture.supplyAsync(() -> rows.collect());
    while (cluster.status().queries().isEmpty()) {
      Thread.onSpinWait();
    }
    session.close();
    assertThatThrownBy(ended::join).hasRootCauseInstanceOf(SampoException.class);
    while (cluster.status().workers().stream().anyMatch(worker -> worker.running() > 0)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void explainShowsFragmentsAndWhatWorkersDid() {
    String worker = cluster.join(1);
    String text =
        session.sql("EXPLAIN ANALYZE " + JOIN).collect().getFirst().values().getFirst().toString();
    assertThat(text)
        .contains("Fragment 0: 5 tasks")
        .contains("Send")
        .containsPattern(" 5  fragment 0 on " + worker)
        .contains("0 tasks run again");
  }

  @Test
  void rowsAreWrittenOnce(@TempDir Path folder) {
    cluster.join(1);
    cluster.join(1);
    Path target = folder.resolve("out");
    session.table("lineitem").write().parquet(target.toString());
    DataFrame written = session.read().parquet(target.toString());
    assertThat(written.count()).isEqualTo(session.table("lineitem").count());
    assertThat(folder.toFile().list()).containsExactly("out");
  }
}
