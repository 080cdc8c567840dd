package io.sampo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.harness.Faults;
import io.sampo.cluster.harness.Processes;
import io.sampo.cluster.process.NodeProcess;
import io.sampo.config.StorageLevel;
import io.sampo.dataframe.DataFrame;
import io.sampo.row.Row;
import io.sampo.runtime.remote.protocol.ClusterView;
import io.sampo.session.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of one of three workers is slow: blocks that do not fit into its memory, and kept rows,
 * take long to write and to read. Nothing is lost, and nobody takes the worker for dead.
 */
@NullMarked
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class SlowDiskIT {
  private static final int WORKERS = 3;

  /** Blocks have half of it. */
  private static final long MEMORY = 96L << 20;

  /** Each worker has more of the left side than its blocks may have in memory. */
  private static final String QUERY =
      "SELECT b.id % 10 AS g, count(*) AS n, sum(a.s + b.id) AS s, max(a.t) AS t FROM"
          + " (SELECT id % 50000 AS k, id * 3 AS s,"
          + " concat(repeat(md5(cast(id AS STRING)), 8), id) AS t FROM range(750000)) a"
          + " JOIN range(50000) b ON a.k = b.id GROUP BY b.id % 10 ORDER BY g";

  @TempDir private Path logs;
  @TempDir private Path folder;

  private static List<String> rows(DataFrame data) {
    return data.collect().stream().map(Row::toString).toList();
  }

  private static DataFrame kept(Session session) {
    return session
        .range(0, 500_000, 1, 2 * WORKERS)
        .selectExpr("id", "sha2(cast(id AS STRING), 256) AS t");
  }

  private static DataFrame summary(DataFrame kept) {
    return kept.selectExpr("count(*) AS n", "sum(id) AS s", "max(t) AS t", "min(t) AS u");
  }

  private static List<String> members(Processes processes) {
    return processes.view().workers().stream().map(ClusterView.Worker::id).toList();
  }

  @Test
  void whatIsSlowIsNotLost() {
    List<String> expected;
    List<String> expectedOfKept;
    try (Session local = Session.builder().master("local[2]").create()) {
      expected = rows(local.sql(QUERY));
      expectedOfKept = rows(summary(kept(local)));
    }
    var faults = new Faults(folder.resolve("faults"));
    try (Processes processes = Processes.start(WORKERS, MEMORY, logs, Map.of(), faults.command());
        Session session = processes.session()) {
      session.conf().set("sampo.partitions", WORKERS);
      session.conf().set("sampo.broadcast.limit", 0);
      List<String> members = members(processes);
      List<NodeProcess> workers =
          IntStream.rangeClosed(1, WORKERS).mapToObj(processes.cluster()::worker).toList();
      NodeProcess slow = workers.getFirst();
      faults.slowDisk(slow);

      session.conf().set("sampo.speculation.enabled", false);
      long slowed = faults.slowed(slow);
      assertThat(rows(session.sql(QUERY))).isEqualTo(expected);
      assertThat(faults.slowed(slow) - slowed).as("slow reads and writes").isPositive();
      assertThat(processes.view().reruns()).as("tasks run again").isZero();
      assertThat(members(processes)).as("the workers from the start").isEqualTo(members);

      session.conf().set("sampo.speculation.enabled", true);
      assertThat(rows(session.sql(QUERY))).isEqualTo(expected);
      assertThat(members(processes)).as("the workers from the start").isEqualTo(members);

      // All are slow: which of them keep rows is the driver's choice.
      workers.forEach(faults::slowDisk);
      slowed = workers.stream().mapToLong(faults::slowed).sum();
      DataFrame kept = kept(session).persist(StorageLevel.DISK_ONLY);
      assertThat(rows(summary(kept))).isEqualTo(expectedOfKept);
      assertThat(rows(summary(kept))).isEqualTo(expectedOfKept);
      assertThat(workers.stream().mapToLong(faults::slowed).sum() - slowed)
          .as("slow ones of kept rows")
          .isPositive();
      assertThat(members(processes)).as("the workers from the start").isEqualTo(members);
    }
  }
}
