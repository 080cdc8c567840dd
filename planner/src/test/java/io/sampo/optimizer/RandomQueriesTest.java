package io.sampo.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.error.ErrorCode;
import io.sampo.error.SampoException;
import io.sampo.plan.logical.ColumnIds;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.sql.SqlParser;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimized plans yield what the analyzed ones yield, for random queries over random rows. */
class RandomQueriesTest {
  private static final int QUERIES = 150;

  static TableCatalog catalog(Random random) {
    return new TableCatalog()
        .with(table("r", List.of("a", "b", "c"), random))
        .with(table("s", List.of("a", "b", "d"), random))
        .with(table("t", List.of("a", "c", "d"), random));
  }

  private static DataTable table(String name, List<String> columns, Random random) {
    boolean[] nullable = {random.nextInt(3) > 0, random.nextInt(3) > 0, random.nextInt(3) > 0};
    var rows = new ArrayList<Object[]>();
    for (int i = random.nextInt(7); i > 0; i--) {
      var row = new Object[3];
      for (int c = 0; c < 3; c++) {
        row[c] = nullable[c] && random.nextInt(4) == 0 ? null : random.nextInt(4);
      }
      rows.add(row);
    }
    String schema = "";
    for (int c = 0; c < 3; c++) {
      schema += (c > 0 ? ", " : "") + columns.get(c) + " INT" + (nullable[c] ? "" : " NOT NULL");
    }
    return new DataTable(name, SqlParser.parseSchema(schema), rows);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersStayTheSame(long seed) {
    for (int i = 0; i < QUERIES; i++) {
      check(seed * 1_000_000 + i);
    }
  }

  static void check(long seed) {
    var random = new Random(seed);
    TableCatalog catalog = catalog(random);
    String sql = new RandomQueries(random).query();
    var ids = new ColumnIds();
    LogicalPlan analyzed = Optimized.analyzed(catalog, sql, ids);
    List<String> expected;
    try {
      expected = rows(NaiveExecutor.run(analyzed));
    } catch (SampoException failing) {
      assertThat(failing.code()).isEqualTo(ErrorCode.SCALAR_SUBQUERY_TOO_MANY_ROWS);
      return;
    }
    String place = "seed " + seed + ": " + sql;
    LogicalPlan optimized;
    try {
      optimized = Optimizer.optimize(analyzed, OptimizerContext.of(ids, ZoneOffset.UTC));
    } catch (RuntimeException | AssertionError failing) {
      throw new AssertionError(place + "\n" + PlanPrinter.print(analyzed), failing);
    }
    List<String> actual;
    try {
      actual = rows(NaiveExecutor.run(optimized));
    } catch (RuntimeException | AssertionError failing) {
      throw new AssertionError(
          place + "\n" + PlanPrinter.print(analyzed) + "\n" + PlanPrinter.print(optimized),
          failing);
    }
    assertThat(actual)
        .as(() -> place + "\n" + PlanPrinter.print(analyzed) + "\n" + PlanPrinter.print(optimized))
        .isEqualTo(expected);
  }

  /** Rows as text, in any order. */
  private static List<String> rows(List<Object[]> rows) {
    return rows.stream()
        .map(
            row -> Arrays.stream(row).map(RandomQueriesTest::text).collect(Collectors.joining("|")))
        .sorted()
        .toList();
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
