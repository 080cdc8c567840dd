package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.code.UDF1;
import io.sampo.row.Row;
import io.sampo.runtime.cluster.SocketCluster;
import io.sampo.session.Session;
import io.sampo.types.DataType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Code of programs that is too large to go with each order. */
@NullMarked
@Timeout(120)
final class LargeCodeTest {
  private static final int WEIGHTS = 1_000_000;

  @TempDir private Path folder;

  private static void register(Session session, String name) {
    byte[] weights = new byte[WEIGHTS];
    session.udf().register(name, (UDF1<Long, Long>) x -> x + weights.length, DataType.LONG);
  }

  private static List<String> sum(Session session, String function) {
    return session.sql("SELECT sum(" + function + "(id)) FROM range(10)").collect().stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void aWorkerFetchesAVersionOnceForAllQueries() {
    try (var cluster = new SocketCluster(folder, (worker, point, order) -> {})) {
      cluster.fill(1);
      String master =
          TestClusterProvider.master(
              "code-" + folder, cluster.client(), cluster.driver(), cluster.shelf());
      try (Session session = Session.builder().master(master).create()) {
        register(session, "first");
        assertThat(sum(session, "first")).containsExactly("[10000045]");
        long fetched = cluster.fetchedFromDriver();
        long held = cluster.heldByDriver();
        assertThat(held).isPositive();
        for (int i = 0; i < 3; i++) {
          assertThat(sum(session, "first")).containsExactly("[10000045]");
        }
        assertThat(cluster.fetchedFromDriver()).isEqualTo(fetched).isPositive();
        assertThat(cluster.heldByDriver()).isEqualTo(held);

        register(session, "second");
        assertThat(sum(session, "second")).containsExactly("[10000045]");
        assertThat(cluster.fetchedFromDriver()).isGreaterThan(fetched);
        assertThat(sum(session, "first")).containsExactly("[10000045]");
      }
      while (cluster.heldByDriver() > 0) {
        Thread.onSpinWait();
      }
    }
  }
}
