package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.engine.QueryResult;
import io.sampo.engine.ResultBatch;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.ClusterStatus;
import io.sampo.runtime.cluster.FileQueryJournal;
import io.sampo.runtime.cluster.QueryJournal;
import io.sampo.runtime.cluster.TestCluster;
import io.sampo.runtime.memory.MemoryBudget;
import io.sampo.session.Session;
import io.sampo.spec.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver is lost while a query runs, and another one goes on with it. */
@NullMarked
@Tag("failures")
final class DriverLossTest {
  private static final String QUERY =
      "SELECT id % 1000 AS k, count(*) AS n, sum(id * id % 17) AS s FROM range(3000000)"
          + " GROUP BY id % 1000 ORDER BY k";

  @TempDir private Path folder;

  private static DistributedEngine engine(TestCluster cluster) {
    return new DistributedEngine(
        Map.of("sampo.partitions", "5"),
        new MemoryBudget(1L << 30, 1L << 28),
        cluster.client(),
        cluster.driver());
  }

  private static List<String> expected() {
    try (Session local = Session.builder().master("local[1]").create()) {
      return local.sql(QUERY).collect().stream().map(Row::toString).toList();
    }
  }

  private static List<String> rows(QueryResult result) {
    var rows = new ArrayList<String>();
    for (ResultBatch batch = result.next(); batch != null; batch = result.next()) {
      for (int row = 0; row < batch.rowCount(); row++) {
        @Nullable Object[] values = new Object[result.schema().size()];
        for (int column = 0; column < values.length; column++) {
          values[column] = batch.value(row, column);
        }
        rows.add(Arrays.toString(values).replace(", ", ","));
      }
    }
    return rows;
  }

  private static Statement statement(DistributedEngine engine) {
    return engine.parse(QUERY).getFirst();
  }

  private static int tasksDone(TestCluster cluster) {
    List<ClusterStatus.QueryStatus> queries = cluster.status().queries();
    return queries.isEmpty() ? 0 : queries.getFirst().tasksDone();
  }

  private static void awaitTasks(TestCluster cluster, int count) {
    while (tasksDone(cluster) < count) {
      Thread.onSpinWait();
    }
  }

  private FileQueryJournal journal() {
    return new FileQueryJournal(folder);
  }

  @Test
  void completedStagesAreNotComputedAgain() {
    FileQueryJournal first = journal();
    try (var cluster = new TestCluster(first)) {
      cluster.join(1);
      cluster.join(1);
      DistributedEngine before = engine(cluster);
      QueryResult lost = before.execute(statement(before), "query-1");
      // All five tasks that read, at the least.
      awaitTasks(cluster, 5);
      cluster.loseDriver();
      first.close();

      cluster.startDriver(journal());
      DistributedEngine after = engine(cluster);
      try (QueryResult result = after.execute(statement(after), "query-1")) {
        assertThat(rows(result)).isEqualTo(expected());
      }
      ClusterStatus.QueryStatus status = cluster.status("query-1").orElseThrow();
      assertThat(status.reruns()).isZero();
      assertThat(status.tasksDone()).isEqualTo(status.tasksTotal());
      long doneSince =
          cluster.status().workers().stream()
              .mapToLong(ClusterStatus.WorkerStatus::tasksDone)
              .sum();
      assertThat(doneSince).isLessThanOrEqualTo(status.tasksTotal() - 5);
      lost.close();
    }
  }

  @Test
  void whatIsLostWithTheDriverIsMadeAgain() {
    FileQueryJournal first = journal();
    try (var cluster = new TestCluster(first)) {
      String lostWorker = cluster.join(1);
      cluster.join(1);
      DistributedEngine before = engine(cluster);
      QueryResult lost = before.execute(statement(before), "query-1");
      awaitTasks(cluster, 4);
      cluster.loseDriver();
      cluster.lose(lostWorker);
      first.close();

      cluster.startDriver(journal());
      cluster.join(1);
      DistributedEngine after = engine(cluster);
      try (QueryResult result = after.execute(statement(after), "query-1")) {
        assertThat(rows(result)).isEqualTo(expected());
      }
      lost.close();
    }
  }

  @Test
  void nothingIsLeftOfQueriesThatEnded() {
    FileQueryJournal first = journal();
    try (var cluster = new TestCluster(first)) {
      cluster.join(1);
      DistributedEngine engine = engine(cluster);
      try (QueryResult result = engine.execute(statement(engine), "query-1")) {
        assertThat(rows(result)).hasSize(1000);
      }
      // The same name again is another query.
      try (QueryResult result = engine.execute(statement(engine), "query-1")) {
        assertThat(rows(result)).hasSize(1000);
      }
      while (!cluster.status().queries().isEmpty()) {
        Thread.onSpinWait();
      }
    }
    first.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutAJournalWorkersForgetWhatNobodyKnows() {
    try (var cluster = new TestCluster()) {
      cluster.join(1);
      DistributedEngine before = engine(cluster);
      QueryResult lost = before.execute(statement(before), "query-1");
      awaitTasks(cluster, 5);
      assertThat(cluster.blocksHeld()).isPositive();
      cluster.loseDriver();
      cluster.startDriver(QueryJournal.NONE);
      while (cluster.blocksHeld() > 0) {
        Thread.onSpinWait();
      }
      DistributedEngine after = engine(cluster);
      try (QueryResult result = after.execute(statement(after), "query-1")) {
        assertThat(rows(result)).isEqualTo(expected());
      }
      lost.close();
    }
  }
}
