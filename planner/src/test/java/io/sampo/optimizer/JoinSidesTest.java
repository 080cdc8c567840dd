package io.sampo.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.plan.table.ColumnStatistics;
import io.sampo.plan.table.SourceTable;
import io.sampo.sql.SqlParser;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which side of a join is built, with what Parquet files tell: rows and bounds of numbers. */
class JoinSidesTest {
  private static final TableCatalog CATALOG =
      new TableCatalog()
          .with(table("persons", "p BIGINT NOT NULL, name STRING NOT NULL", 1_500_000, 1_500_000))
          .with(table("visits", "p BIGINT NOT NULL, day STRING NOT NULL", 15_000_000, 1_500_000))
          .with(table("places", "p BIGINT NOT NULL, name STRING NOT NULL", 25, 25));

  private static SourceTable table(String name, String schema, long rows, long most) {
    var keys = new ColumnStatistics(1L, most, true, OptionalLong.of(0), OptionalLong.empty(), 8);
    return FakeTable.of(name, SqlParser.parseSchema(schema), rows, Map.of("p", keys));
  }

  private static String plan(String sql) {
    return Optimized.printed(Optimized.sql(CATALOG, sql)).replaceAll("#\\d+", "");
  }

  @Test
  void aLargeTableIsNotBuiltForASmallerOneThatIsKept() {
    assertThat(plan("select a.p, b.day from persons a left join visits b on a.p = b.p"))
        .contains("RIGHT_OUTER");
    assertThat(
            plan(
                """
                select a.p from visits a
                where length(a.day) > 3 and not exists (
                  select 1 from visits b where a.p = b.p and a.day <> b.day)\
                """))
        .contains("RIGHT_ANTI");
  }

  @Test
  void aSmallerTableIsBuiltAlsoWhenTheLargerOneIsKept() {
    assertThat(plan("select a.day, b.name from visits a left join persons b on a.p = b.p"))
        .contains("LEFT_OUTER");
  }

  @Test
  void textsOfAFewRowsAreTakenToDiffer() {
    assertThat(plan("select p from places where name = 'SAUDI ARABIA'")).contains("~1 rows");
    assertThat(plan("select name from persons where name = 'Aino'")).contains("~10 rows");
  }
}
