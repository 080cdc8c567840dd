package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.dataframe.DataFrame;
import io.sampo.error.SampoException;
import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Samples and random numbers: the same ones for a seed, whatever the partitions. */
@NullMarked
final class RandomRowsTest {
  private static final int ROWS = 20_000;
  private static final List<Session> SESSIONS = new ArrayList<>();

  @BeforeAll
  static void open() {
    for (String partitions : List.of("1", "7")) {
      SESSIONS.add(
          Session.builder()
              .master("local[2]")
              .appName("random")
              .config("sampo.partitions", partitions)
              .config("sampo.batch.rows", "1000")
              .create());
    }
  }

  @AfterAll
  static void close() {
    SESSIONS.forEach(Session::close);
  }

  /** The rows, after a check that they are the same in all sessions. */
  private static List<String> rows(Function<Session, DataFrame> query) {
    List<List<String>> answers =
        SESSIONS.stream()
            .map(session -> query.apply(session).collect().stream().map(Row::toString).toList())
            .toList();
    assertThat(answers.get(1)).isEqualTo(answers.get(0));
    return answers.getFirst();
  }

  @Test
  void samplesAreTheSameForASeed() {
    List<String> seven =
        rows(session ->
            session.sql(
                "SELECT id FROM range(" + ROWS + ") TABLESAMPLE (10 PERCENT) REPEATABLE (7)"));
    List<String> eight = rows(session -> session.range(ROWS).sample(0.1, 8));
    assertThat(seven).hasSizeBetween(ROWS / 10 - 300, ROWS / 10 + 300).doesNotHaveDuplicates();
    assertThat(eight).isNotEqualTo(seven);
  }

  @Test
  void samplesComeOfAnyRows() {
    List<String> rows =
        rows(session ->
            session
                .sql("SELECT id % 100 AS k, count(*) AS n FROM range(1000) GROUP BY k ORDER BY k")
                .sample(0.5, 3));
    assertThat(rows).hasSizeBetween(25, 75).allMatch(row -> row.endsWith(",10]"));
  }

  @Test
  void samplesWithReplacementRepeatRows() {
    List<String> rows = rows(session -> session.range(ROWS).sample(true, 2, 5));
    assertThat(rows).hasSizeBetween(2 * ROWS - 1000, 2 * ROWS + 1000);
    assertThat(new HashSet<>(rows)).hasSizeBetween(ROWS * 83 / 100, ROWS * 90 / 100);
  }

  @Test
  void samplesWithoutASeedHaveTheSize() {
    DataFrame rows =
        SESSIONS.getFirst().sql("SELECT * FROM range(" + ROWS + ") TABLESAMPLE (50 PERCENT)");
    assertThat(rows.count()).isBetween(ROWS / 2 - 600L, ROWS / 2 + 600L);
    assertThat(SESSIONS.getFirst().range(ROWS).sample(0.5).count())
        .isBetween(ROWS / 2 - 600L, ROWS / 2 + 600L);
  }

  @Test
  void partsOfASplitMakeUpTheWhole() {
    var whole = new HashSet<String>();
    int count = 0;
    for (int part = 0; part < 3; part++) {
      int index = part;
      List<String> rows =
          rows(session -> session.range(ROWS).randomSplit(new double[] {1, 2, 1}, 11).get(index));
      whole.addAll(rows);
      count += rows.size();
    }
    assertThat(count).isEqualTo(ROWS);
    assertThat(whole).hasSize(ROWS);
  }

  @Test
  void strataHaveSharesOfTheirOwn() {
    List<String> rows =
        rows(session ->
            session
                .sql("SELECT id % 2 AS k FROM range(" + ROWS + ")")
                .stat()
                .sampleBy("k", Map.of(0L, 0.0, 1L, 0.5), 4));
    assertThat(rows).hasSizeBetween(ROWS / 4 - 500, ROWS / 4 + 500).containsOnly("[1]");
  }

  @Test
  void numbersWithASeedAreTheSame() {
    List<String> rows =
        rows(session ->
            session.sql(
                "SELECT avg(r), stddev(n), count(DISTINCT r) FROM"
                    + " (SELECT rand(5) AS r, randn(6) AS n FROM range("
                    + ROWS
                    + "))"));
    String[] figures = rows.getFirst().replaceAll("[\\[\\]]", "").split(",");
    assertThat(Double.parseDouble(figures[0])).isBetween(0.49, 0.51);
    assertThat(Double.parseDouble(figures[1])).isBetween(0.97, 1.03);
    assertThat(figures[2]).isEqualTo(String.valueOf(ROWS));
  }

  @Test
  void refusesSharesThatAreNone() {
    assertThatThrownBy(() -> SESSIONS.getFirst().range(5).sample(1.5).collect())
        .isInstanceOf(SampoException.class)
        .hasMessageContaining("from 0 to 1");
  }
}
