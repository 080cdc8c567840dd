package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.error.ErrorCategory;
import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.physical.Partitioning;
import io.sampo.physical.fragment.Fragment;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.SocketCluster;
import io.sampo.runtime.engine.TroubleMaker.Fault;
import io.sampo.runtime.engine.TroubleMaker.Wish;
import io.sampo.runtime.worker.TaskFaults.Point;
import io.sampo.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of trouble at every kind of task of every kind of query: without recovery the right
 * error, with it the same bytes for as many repeated tasks as were lost and are still needed.
 */
@NullMarked
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("failures")
final class FailureMatrixTest {
  private static final int WORKERS = 3;
  private static final int FILES = 6;

  /** Where the trouble is. */
  enum Place {
    LEAF,
    EXCHANGE_WRITE,
    EXCHANGE_READ,
    FINAL_STAGE,
    COMMIT
  }

  /** What is asked. */
  enum Work {
    AGGREGATION,
    JOIN,
    SORT,
    WRITE_PARQUET
  }

  private final TroubleMaker trouble = new TroubleMaker();
  private Path folder = Path.of("");
  private SocketCluster cluster;
  private Session session;
  private int targets;

  @BeforeAll
  void start(@TempDir Path shared) {
    folder = shared;
    try (Session local = Session.builder().master("local[1]").create()) {
      for (String table : List.of("a", "b")) {
        // Files enough that every task has some rows.
        for (int file = 0; file < FILES; file++) {
          local
              .range(file * 1000L, (file + 1) * 1000L)
              .selectExpr(
                  "id",
                  "id % 89 AS k",
                  "cast(id * 37 % 1001 AS DECIMAL(12, 2)) AS v",
                  "concat('text ', id % 7) AS t")
              .write()
              .mode("append")
              .parquet(shared.resolve(table).toString());
        }
      }
    }
    cluster = new SocketCluster(shared.resolve("workers"), trouble);
    trouble.use(cluster);
    cluster.fill(WORKERS);
    String master = TestClusterProvider.master("failures", cluster.client(), cluster.driver());
    session = Session.builder().master(master).create();
    session.conf().set("sampo.partitions", 4);
    session.conf().set("sampo.speculation.enabled", false);
    session.conf().set("sampo.broadcast.limit", 0);
    for (String table : List.of("a", "b")) {
      session.read().parquet(shared.resolve(table).toString()).createOrReplaceTempView(table);
    }
  }

  @AfterAll
  void end() {
    session.close();
    cluster.close();
  }

  static Stream<Arguments> cells() {
    var cells = new ArrayList<Arguments>();
    for (Work work : Work.values()) {
      for (Place place : Place.values()) {
        for (Fault fault : Fault.values()) {
          cells.add(Arguments.of(fault, place, work));
        }
      }
    }
    return cells.stream();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void recoveryMakesTheSameBytesAndItsAbsenceTheRightError(Fault fault, Place place, Work work) {
    session.conf().set("sampo.recovery.enabled", true);
    trouble.watch();
    List<String> expected = run(work);
    Wish wish = wish(fault, place, trouble.fragments());

    long before = cluster.status().reruns();
    trouble.arm(wish);
    List<String> found = run(work);
    trouble.release();
    cluster.fill(WORKERS);
    assertThat(found).isEqualTo(expected);
    assertThat(trouble.expected()).as("the trouble happened").isNotNegative();
    assertThat(cluster.status().reruns() - before).isEqualTo(trouble.expected());

    session.conf().set("sampo.recovery.enabled", false);
    trouble.arm(wish);
    try {
      if (isHarmless(fault)) {
        assertThat(run(work)).isEqualTo(expected);
      } else {
        SampoException error = catchThrowableOfType(SampoException.class, () -> run(work));
        assertThat(error).isNotNull();
        assertError(fault, error);
      }
    } finally {
      trouble.release();
      cluster.fill(WORKERS);
    }
  }

  /** What is fetched again costs no task. */
  private static boolean isHarmless(Fault fault) {
    return fault == Fault.CONNECTION_CUT || fault == Fault.BLOCK_CORRUPT_ON_THE_WAY;
  }

  private static void assertError(Fault fault, SampoException error) {
    switch (fault) {
      case TASK_THROWS -> {
        assertThat(error.code()).isEqualTo(ErrorCode.TASK_FAILED);
        assertThat(cause(error).code()).isEqualTo(ErrorCode.CONNECTION_LOST);
      }
      case DISK_FULL -> {
        assertThat(cause(error).code()).isEqualTo(ErrorCode.FAILED_WRITE_FILE);
        assertThat(cause(error).code().category()).isEqualTo(ErrorCategory.RESOURCE);
        assertThat(error).hasMessageContaining("No space left on device");
      }
      case WORKER_KILLED, WORKER_HUNG -> {
        assertThat(error.code()).isEqualTo(ErrorCode.WORKER_LOST);
        assertThat(error.code().category()).isEqualTo(ErrorCategory.TRANSIENT);
      }
      case BLOCK_CORRUPT_ON_DISK -> {
        assertThat(error.code()).isEqualTo(ErrorCode.BLOCK_LOST);
        assertThat(error).hasMessageContaining("damaged");
      }
      case CONNECTION_CUT, BLOCK_CORRUPT_ON_THE_WAY -> throw new AssertionError(error);
    }
  }

  private static SampoException cause(SampoException error) {
    return error.getCause() instanceof SampoException cause ? cause : error;
  }

  /** The fragment and the point that a place means in a plan. */
  private static Wish wish(Fault fault, Place place, Map<Integer, Fragment> plan) {
    Predicate<Fragment> leaf = fragment -> fragment.inputs().isEmpty();
    Predicate<Fragment> result =
        fragment ->
            plan.values().stream().noneMatch(other -> other.inputs().contains(fragment.id()));
    // How many tasks find a damaged block that all of them read is a matter of luck.
    Predicate<Fragment> forAll =
        fragment -> fragment.partitioning() instanceof Partitioning.Broadcast;
    Predicate<Fragment> between = leaf.or(result).or(forAll).negate();
    boolean deep = plan.values().stream().anyMatch(between);
    boolean damagedOnDisk = fault == Fault.BLOCK_CORRUPT_ON_DISK;
    // A block on disk is damaged once it is there.
    Point write = damagedOnDisk ? Point.AFTER_WRITE : Point.BEFORE_WRITE;
    return switch (place) {
      case LEAF -> new Wish(fault, write, leaf, 1);
      case EXCHANGE_WRITE -> new Wish(fault, Point.AFTER_WRITE, deep ? between : leaf, 1);
      case EXCHANGE_READ ->
          damagedOnDisk
              ? new Wish(fault, Point.AFTER_WRITE, leaf, 1)
              : new Wish(fault, Point.AFTER_READ, deep ? between : result, 1);
      case FINAL_STAGE -> new Wish(fault, damagedOnDisk ? write : Point.AFTER_READ, result, 0);
      case COMMIT -> new Wish(fault, Point.AFTER_WRITE, result, 0);
    };
  }

  private List<String> run(Work work) {
    return switch (work) {
      case AGGREGATION ->
          rows("SELECT k, t, count(*), sum(v), min(id) FROM a GROUP BY k, t ORDER BY k, t");
      case JOIN ->
          rows(
              "SELECT a.k, count(*), sum(a.v + b.v), max(b.t) FROM a JOIN b ON a.id = b.id * 2"
                  + " GROUP BY a.k");
      case SORT -> rows("SELECT * FROM a WHERE id % 3 = 0 ORDER BY v DESC, id");
      case WRITE_PARQUET -> written();
    };
  }

  private List<String> rows(String sql) {
    return session.sql(sql).collect().stream().map(Row::toString).toList();
  }

  /** The bytes of the files that are written; nothing is left where the write fails. */
  private List<String> written() {
    Path target = folder.resolve("target-" + ++targets);
    try {
      session
          .sql("SELECT a.id, a.t, b.v FROM a JOIN b ON a.id = b.id WHERE a.k < 40")
          .write()
          .parquet(target.toString());
    } catch (SampoException e) {
      assertThat(target).as("nothing is there of a write that failed").doesNotExist();
      throw e;
    }
    try (Stream<Path> files = Files.walk(target)) {
      // The mark of success names the write, so it differs.
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .map(FailureMatrixTest::content)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return bytes.length
          + " bytes "
          + HexFormat.of().toHexDigits(Arrays.hashCode(bytes))
          + " of "
          + file.getFileName().toString().replaceAll(".*\\.", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
