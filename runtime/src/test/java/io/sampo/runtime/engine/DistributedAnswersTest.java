package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.cluster.TestCluster;
import io.sampo.session.Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The 22 queries of TPC-H give the recorded answers on one to three workers. */
@NullMarked
final class DistributedAnswersTest {
  private static final List<Integer> WORKERS = List.of(1, 2, 3);
  private static final List<Integer> PARTITIONS = List.of(1, 2, 5);

  private static final List<TestCluster> CLUSTERS = new ArrayList<>();
  private static final Map<Integer, Session> SESSIONS = new HashMap<>();
  private static final Map<Integer, Session> UNSET = new HashMap<>();

  private static final List<Integer> ROWS_OF_TASKS = List.of(500, 2_000, 100_000);

  @BeforeAll
  static void open() {
    for (int workers : WORKERS) {
      var cluster = new TestCluster();
      CLUSTERS.add(cluster);
      for (int i = 0; i < workers; i++) {
        cluster.join(1 + i % 2);
      }
      Session session =
          Session.builder()
              .master(TestClusterProvider.master("answers-" + workers, cluster))
              .appName("tpch")
              .create();
      TpchAnswers.createViews(session);
      SESSIONS.put(workers, session);
    }
    for (int rows : ROWS_OF_TASKS) {
      Session session =
          Session.builder()
              .master(TestClusterProvider.master("answers-by-size-" + rows, CLUSTERS.getLast()))
              .config("sampo.task.rows", rows)
              .create();
      TpchAnswers.createViews(session);
      UNSET.put(rows, session);
    }
  }

  @AfterAll
  static void close() {
    SESSIONS.values().forEach(Session::close);
    UNSET.values().forEach(Session::close);
    CLUSTERS.forEach(TestCluster::close);
  }

  static Stream<Arguments> defaults() {
    return IntStream.rangeClosed(1, 22)
        .boxed()
        .flatMap(number -> ROWS_OF_TASKS.stream().map(rows -> Arguments.of(number, rows)));
  }

  /** Nobody chooses partitions: tables of few rows are read by every task, or one task does all. */
  @ParameterizedTest
  @MethodSource("defaults")
  void answerOfTasksBySize(int number, int rows) throws IOException {
    TpchAnswers.check(Objects.requireNonNull(UNSET.get(rows)), number);
  }

  /** Handing rows on four times would take longer than the other tasks would spare. */
  @Test
  void aQueryOfManyLevelsOverFewRowsIsOneTask() throws IOException {
    assertThat(fragments(2_000, 2)).isEqualTo(1);
    assertThat(fragments(2_000, 9)).isGreaterThan(1);
  }

  /** A scan whose rows are sent to a join elsewhere skips by the keys that it is sent for that. */
  @Test
  void scansSkipByTheKeysOfJoinsElsewhere() throws IOException {
    assertThat(plan(500, 4))
        .containsSubsequence(
            "Scan parquet lineitem",
            "Skip in the scan by keys of",
            "Probe LEFT_SEMI",
            "by [l_orderkey",
            "Probe RIGHT_SEMI");
    // The table's keys were found in another table, and in the end in what was sent for that one.
    assertThat(plan(500, 21))
        .containsSubsequence("Probe LEFT_SEMI", "Probe LEFT_SEMI", "Probe RIGHT_ANTI");
  }

  private static long fragments(int rows, int number) throws IOException {
    return plan(rows, number).lines().filter(line -> line.startsWith("Fragment ")).count();
  }

  private static String plan(int rows, int number) throws IOException {
    Session session = Objects.requireNonNull(UNSET.get(rows));
    return Objects.requireNonNull(
        session.sql("EXPLAIN " + TpchAnswers.query(number)).collect().getFirst().getString(0));
  }

  static Stream<Arguments> runs() {
    return IntStream.rangeClosed(1, 22)
        .boxed()
        .flatMap(number ->
            WORKERS.stream()
                .flatMap(workers ->
                    PARTITIONS.stream()
                        .map(partitions -> Arguments.of(number, workers, partitions))));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void answer(int number, int workers, int partitions) throws IOException {
    Session session = Objects.requireNonNull(SESSIONS.get(workers));
    session.conf().set("sampo.partitions", partitions);
    // Joins by partition in some runs, by tables that every task builds in others.
    session.conf().set("sampo.broadcast.limit", workers == 2 ? "128m" : "0");
    TpchAnswers.check(session, number);
  }
}
