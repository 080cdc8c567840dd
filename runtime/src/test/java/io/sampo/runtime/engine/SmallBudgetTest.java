package io.sampo.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.row.Row;
import io.sampo.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins of more than the budget finish with the right answer, alone and eight at once. */
@NullMarked
final class SmallBudgetTest {
  /**
   * Forced to spill at every chance, a join reads a giant key's rows once for each 16 KiB of it.
   */
  private static final boolean FORCED = Boolean.getBoolean("sampo.spill.force");

  private static final int ROWS = FORCED ? 20_000 : 400_000;
  private static final String BUDGET = FORCED ? "16m" : "48m";

  /** The last one of the numbers below {@link #ROWS} in the order of text. */
  private static final String LAST = FORCED ? "9999" : "99999";

  private static final String LEFT =
      "(SELECT id, id % 1000 AS few, concat('a text of some length ', id) AS s FROM range(0, "
          + ROWS
          + ")) l";
  private static final String RIGHT =
      "(SELECT id * 2 AS id, concat('another text of some length ', id) AS t FROM range(0, "
          + ROWS
          + ")) r";

  private static Session session;

  @BeforeAll
  static void open() {
    session =
        Session.builder()
            .master("local[2]")
            .config("sampo.memory", BUDGET)
            .config("sampo.batch.rows", "1024")
            .create();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static String row(String query) {
    List<Row> rows = session.sql(query).collect();
    assertThat(rows).hasSize(1);
    return rows.getFirst().toString();
  }

  private static String join(String kind, long least) {
    return "SELECT count(*), sum(l.id), count(r.id), max(t), min(s) FROM "
        + LEFT
        + " "
        + kind
        + " JOIN "
        + RIGHT
        + " ON l.id = r.id WHERE l.id >= "
        + least
        + " OR l.id IS NULL";
  }

  @ParameterizedTest
  @ValueSource(strings = {"INNER", "LEFT"})
  void aJoinOfMoreThanTheBudget(String kind) {
    long matches = ROWS / 2;
    long sum = (long) ROWS * (ROWS - 1) / 2;
    long even = matches * (matches - 1);
    String last = "another text of some length " + LAST;
    String first = "a text of some length 0";
    assertThat(row(join(kind, 0)))
        .isEqualTo(
            kind.equals("INNER")
                ? "[" + matches + "," + even + "," + matches + "," + last + "," + first + "]"
                : "[" + ROWS + "," + sum + "," + matches + "," + last + "," + first + "]");
  }

  @Test
  void oneKeyThatHasMoreThanTheBudget() {
    String giant =
        "(SELECT 7 AS k, id AS b, concat('one of many rows ', id) AS t FROM range(0, "
            + ROWS
            + ")) r";
    String query =
        "SELECT count(*), sum(b), max(t) FROM (SELECT id, CASE WHEN id < 20 THEN id % 10 ELSE id END AS k FROM range(0, 900000)) l JOIN "
            + giant
            + " ON l.k = r.k AND b >= id * 1000";
    long low = 7_000;
    long high = 17_000;
    long count = (ROWS - low) + (ROWS - high);
    long sum = 2 * ((long) ROWS * (ROWS - 1) / 2) - low * (low - 1) / 2 - high * (high - 1) / 2;
    assertThat(row(query)).isEqualTo("[" + count + "," + sum + ",one of many rows " + LAST + "]");
  }

  @Test
  void eightQueriesAtOnce() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      var answers = new ArrayList<Future<String>>();
      for (int i = 0; i < 8; i++) {
        long least = i * 1000L;
        answers.add(threads.submit(() -> row(join(least % 2000 == 0 ? "INNER" : "LEFT", least))));
      }
      for (int i = 0; i < 8; i++) {
        long least = i * 1000L;
        boolean inner = least % 2000 == 0;
        long rows = inner ? (ROWS - least) / 2 : ROWS - least;
        assertThat(answers.get(i).get()).startsWith("[" + rows + ",");
      }
    }
  }
}
