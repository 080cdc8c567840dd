package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.engine.QueryResult;
import io.sampo.error.SampoException;
import io.sampo.session.Session;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A query can be cancelled within a batch: the joins here make billions of rows of one batch, which
 * would keep the only compute thread for much longer than the test may take.
 */
@NullMarked
final class InterruptionTest {
  private static final String MANY_PARTNERS =
      "SELECT count(*) FROM range(8000) a JOIN (SELECT id, id % 2 AS k FROM range(4000000)) b"
          + " ON a.id % 2 = b.k WHERE xxhash64(a.id, b.id) = 0";
  private static final String NO_KEYS =
      "SELECT count(*) FROM range(8000) a, range(4000000) b WHERE xxhash64(a.id, b.id) = 0";

  @ParameterizedTest
  @CsvSource({"partners, true", "partners, false", "none, true", "none, false"})
  @Timeout(120)
  void endsWithinABatch(String form, boolean compiled) {
    String sql = form.equals("partners") ? MANY_PARTNERS : NO_KEYS;
    try (Session session =
        Session.builder()
            .master("local[1]")
            .config("sampo.codegen.enabled", compiled)
            .config("sampo.batch.rows", 8192)
            .create()) {
      try (QueryResult running = session.execute(session.statements(sql).getFirst())) {
        while (running.progress().stagesDone() < 1 || !isWithinBatch()) {
          Thread.onSpinWait();
        }
        running.cancel();
        assertThatThrownBy(running::next)
            .isInstanceOf(SampoException.class)
            .hasMessageContaining("OPERATION_CANCELED");
      }
      assertThat(session.range(3).count()).isEqualTo(3);
    }
  }

  private static boolean isWithinBatch() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(frame ->
            frame.getClassName().endsWith(".PipelineInstance")
                && frame.getMethodName().equals("process"));
  }
}
