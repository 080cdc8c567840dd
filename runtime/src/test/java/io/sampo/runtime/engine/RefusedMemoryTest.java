package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Within budgets that differ by little, memory is refused at one place after the other: a query
 * gives its answer or ends with an error that says so, and never keeps a byte.
 */
@NullMarked
@Timeout(300)
final class RefusedMemoryTest {
  private static final int LEAST = 256 << 10;
  private static final int MOST = 3 << 20;

  /** Each budget is larger by such a part of the one before. */
  private static final int STEP = 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT k, count(*) AS n, sum(v) AS s FROM a GROUP BY k",
        "SELECT count(*) AS n, sum(a.v) AS s FROM a JOIN b ON a.id = b.id",
        "SELECT b.k, count(*) AS n, sum(a.v) AS s FROM a JOIN b ON a.id = b.id GROUP BY b.k",
        "SELECT count(*) AS n, max(t) AS t FROM (SELECT * FROM a ORDER BY t, id LIMIT 9000)",
        "SELECT count(*) AS n, sum(r) AS r FROM (SELECT rank() OVER (PARTITION BY k ORDER BY v) AS r FROM a)",
        "SELECT count(*) AS n FROM a LEFT JOIN b ON a.id = b.id AND a.v < b.v WHERE b.id IS NULL",
      })
  void leaksNothing(String query, @TempDir Path folder) throws IOException {
    Set<Row> answers = new HashSet<>();
    int refused = 0;
    for (int budget = LEAST; budget < MOST; budget += budget / STEP) {
      try (var session =
          Session.builder()
              .master("local[2]")
              .config("sampo.memory", Integer.toString(budget))
              .config("sampo.batch.rows", "512")
              .config("sampo.broadcast.limit", "0")
              .config("sampo.spill.dirs", folder.toString())
              .create()) {
        table(session, "a", 12_000);
        table(session, "b", 9_000);
        List<Row> rows =
            session.sql("SELECT count(*), sum(hash(*)) FROM (" + query + ")").collect();
        answers.addAll(rows);
      } catch (SampoException e) {
        assertThat(e.code()).as("within %d bytes", budget).isEqualTo(ErrorCode.OUT_OF_MEMORY);
        assertThat(e.getSuppressed())
            .as("within %d bytes", budget)
            .noneMatch(IllegalStateException.class::isInstance);
        refused++;
      }
    }
    assertThat(answers).hasSize(1);
    assertThat(refused).isPositive();
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static void table(Session session, String name, int rows) {
    session
        .range(rows)
        .selectExpr(
            "id",
            "id % 7001 AS k",
            "id * 37 % 1001 AS v",
            "concat('a text that is not so short ', id * 7 % 5003) AS t")
        .createOrReplaceTempView(name);
  }
}
