package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distinct values of several columns together are counted with little memory as with much. */
@NullMarked
@Tag("spills-anyway")
final class SpilledDistinctTest {
  /** Pairs with nulls in either column, which do not count; each comes up several times. */
  private static final String ROWS =
      "(SELECT id % 7 AS g, CASE WHEN id % 31 = 0 THEN NULL ELSE id * 7 % 60000 END AS a,"
          + " CASE WHEN id % 29 = 0 THEN NULL ELSE concat('the value of row ', id * 11 % 40000) END AS b,"
          + " id FROM range(0, 300000))";

  private static Session roomy;
  private static Session tight;
  private static Session forced;

  @BeforeAll
  static void open() {
    roomy = session("1g", false);
    tight = session("16m", false);
    forced = session("1g", true);
  }

  private static Session session(String memory, boolean forced) {
    return Session.builder()
        .master("local[2]")
        .config("sampo.memory", memory)
        .config("sampo.spill.force", String.valueOf(forced))
        .config("sampo.partitions", "2")
        .config("sampo.batch.rows", "1024")
        .create();
  }

  @AfterAll
  static void close() {
    roomy.close();
    tight.close();
    forced.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(DISTINCT a, b) FROM %s",
        "SELECT count(DISTINCT a, b), count(*), sum(id), max(b), count(a) FROM %s",
        "SELECT count(DISTINCT a, b), count(DISTINCT a), count(DISTINCT b, a), avg(id) FROM %s",
        "SELECT g, count(DISTINCT a, b), min(a), count(b), sum(DISTINCT a) FROM %s GROUP BY g ORDER BY g",
      })
  void countsPairsOnDiskAsInMemory(String template) {
    String query = template.formatted(ROWS);
    List<Row> expected = roomy.sql(query).collect();
    assertThat(tight.sql(query).collect()).isEqualTo(expected);
    assertThat(forced.sql(query).collect()).isEqualTo(expected);
    String report =
        Objects.requireNonNull(
            tight.sql("EXPLAIN ANALYZE " + query).collect().getFirst().getString(0));
    assertThat(report.lines().filter(line -> line.contains(" spilled, ")))
        .as("something is on disk")
        .anyMatch(line -> !line.contains(" 0 B spilled"));
  }

  /** What counts are the pairs without a null, each once. */
  @Test
  void theCountIsThatOfThePairs() {
    String pairs =
        "SELECT count(*) FROM (SELECT DISTINCT a, b FROM "
            + ROWS
            + " WHERE a IS NOT NULL AND b IS NOT NULL)";
    assertThat(tight.sql("SELECT count(DISTINCT a, b) FROM " + ROWS).collect())
        .isEqualTo(roomy.sql(pairs).collect());
  }
}
