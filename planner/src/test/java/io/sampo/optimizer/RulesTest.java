package io.sampo.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.plan.table.SourceTable;
import io.sampo.sql.SqlParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What single rules do and where they must not, on queries small enough to read. */
class RulesTest {
  private static final TableCatalog CATALOG =
      new TableCatalog()
          .with(table("r", "a INT, b INT, c STRING"))
          .with(table("s", "a INT, d INT, e DECIMAL(10,2)"));

  private static SourceTable table(String name, String schema) {
    return FakeTable.of(name, SqlParser.parseSchema(schema), 1000, Map.of());
  }

  private static String plan(String sql) {
    return PlanPrinter.print(Optimized.sql(CATALOG, sql)).replaceAll("#\\d+", "");
  }

  private static void same(String one, String other) {
    assertThat(plan(one)).isEqualTo(plan(other));
  }

  @Test
  void foldConstants() {
    same("select a from r where b = 1 + 2 * 3", "select a from r where b = 7");
    assertThat(plan("select a from r where b = 1 / 0")).contains("(1.0 / 0.0)");
  }

  @Test
  void simplifyLogic() {
    same(
        "select a from r where (b = 1 and a = 2) or (b = 1 and a = 3)",
        "select a from r where b = 1 and a in (2, 3)");
    same("select a from r where not (b = 1 or a < 2)", "select a from r where b <> 1 and a >= 2");
    assertThat(plan("select a from r where b = 1 or a < 2")).contains("OR");
  }

  @Test
  void unwrapCasts() {
    assertThat(plan("select d from s where e < 24")).contains("e < 24.00");
    assertThat(plan("select a from r where cast(c as int) < 24")).contains("cast(c as INT)");
  }

  @Test
  void mergeRanges() {
    same("select a from r where b > 3 and b > 5", "select a from r where b > 5");
    same("select a from r where b in (1, 2, 3) and b > 2", "select a from r where b = 3");
    assertThat(plan("select a from r where b > 5 and b < 3")).contains("0 rows");
    assertThat(plan("select a from r where b > 3 and a > 5")).contains("b > 3").contains("a > 5");
  }

  @Test
  void reduceOuterJoins() {
    same(
        "select r.a from r left join s on r.a = s.a where s.d = 1",
        "select r.a from r join s on r.a = s.a where s.d = 1");
    assertThat(plan("select r.a from r left join s on r.a = s.a where s.d is null"))
        .contains("OUTER");
  }

  @Test
  void inferConditionsAcrossJoins() {
    assertThat(plan("select r.b from r join s on r.a = s.a where s.a < 5"))
        .containsSubsequence("a < 5", "a < 5");
    assertThat(plan("select r.b from r left join s on r.a = s.a and s.a < 5"))
        .doesNotContain("r [a, b] where");
  }

  @Test
  void deriveConditionsFromOr() {
    assertThat(
            plan(
                "select r.b from r join s on r.a = s.a where (r.b = 1 and s.d = 2) or (r.b = 3 and s.d = 4)"))
        .contains("b IN (1, 3)")
        .contains("d IN (2, 4)");
    assertThat(plan("select r.b from r join s on r.a = s.a where (r.b = 1 and s.d = 2) or r.b = 3"))
        .contains("b IN (1, 3)")
        .doesNotContain("d IN");
  }

  @Test
  void pushLimit() {
    assertThat(plan("select a + 1 from r order by a limit 3")).contains("TopN 3");
    assertThat(plan("select a from r limit 3")).contains("Limit 3").doesNotContain("TopN");
  }

  @Test
  void rewriteDistinctAggregates() {
    assertThat(plan("select b, count(distinct a), sum(a) from r group by b"))
        .containsSubsequence("Aggregate by b: sum(sum)", "Aggregate by b, a AS distinct: sum(a)");
    assertThat(plan("select count(distinct a), count(distinct b) from r")).contains("Expand");
    assertThat(plan("select max(distinct a) from r")).containsOnlyOnce("Aggregate");
  }

  @Test
  void correlatedAggregateIsGroupedOnce() {
    assertThat(plan("select a from r where b > (select max(d) from s where s.a = r.a)"))
        .contains("Aggregate by a: max(d)")
        .contains("Join INNER")
        .doesNotContain("LEFT_SINGLE");
    assertThat(plan("select a, (select count(*) from s where s.a = r.a) from r"))
        .contains("CASE WHEN isnull(matched)");
  }

  @Test
  void smallerSideIsBuilt() {
    var catalog = new TpchCatalog(1);
    String plan =
        PlanPrinter.print(
            Optimized.sql(
                catalog, "select count(*) from nation join lineitem on n_nationkey = l_suppkey"));
    assertThat(plan).containsSubsequence("Join INNER", "Scan lineitem", "Scan nation");
  }

  private static String ranked(String functions, String condition) {
    return plan("select a, b from (select a, b, " + functions + " from r) as t where " + condition);
  }

  @Test
  void pushRankLimitIntoWindow() {
    String number = "row_number() over (partition by a order by b) as n";
    assertThat(ranked(number, "n <= 2")).contains(") <= 2").doesNotContain("Filter");
    assertThat(ranked(number, "3 > n")).contains(") <= 2").doesNotContain("Filter");
    assertThat(ranked(number, "n = 1")).contains(") <= 1").doesNotContain("Filter");
    assertThat(ranked(number, "n <= 2 and b > 5")).containsSubsequence("Filter b > 5", ") <= 2");
    assertThat(ranked(number, "n between 2 and 4"))
        .contains(") <= 4")
        .contains("Filter row_number >= 2");
    assertThat(ranked(number, "n = 3")).contains(") <= 3").contains("Filter row_number = 3");
    assertThat(ranked("rank() over (order by b) as n", "n < 9")).contains(") <= 8");
    assertThat(ranked("dense_rank() over (order by b) as n", "n < 9")).contains(") <= 8");
  }

  @Test
  void rankLimitStaysOutsideOfTheWindow() {
    String number = "row_number() over (partition by a order by b) as n";
    assertThat(ranked(number, "n > 2")).contains("Filter row_number > 2");
    assertThat(ranked(number, "n <= b")).contains("Filter row_number <= b");
    assertThat(ranked(number, "n <= 2 or b = 3")).doesNotContain(") <= 2");
    String sum = "sum(b) over (partition by a order by b) as m";
    assertThat(
            plan(
                "select a, m from (select a, %s, %s from r) as t where n <= 2"
                    .formatted(number, sum)))
        .contains("Filter row_number <= 2");
    assertThat(ranked("percent_rank() over (order by b) as n", "n <= 1")).contains("Filter");
  }
}
