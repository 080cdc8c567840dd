package io.sampo.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sampo.error.Origin;
import io.sampo.error.SampoException;
import io.sampo.plan.logical.LogicalPlan;
import io.sampo.spec.Expression;
import io.sampo.spec.JoinType;
import io.sampo.spec.Relation;
import io.sampo.spec.SortKey;
import io.sampo.sql.SqlParser;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Relations that DataFrame calls build and SQL does not. */
class DataFramePlansTest {
  private static final Origin NONE = Origin.NONE;

  private static Relation table(String name) {
    return new Relation.Table(List.of(name), NONE);
  }

  private static Expression sql(String text) {
    return SqlParser.parseExpression(text);
  }

  private static List<Expression> all(String... texts) {
    return Arrays.stream(texts).map(DataFramePlansTest::sql).toList();
  }

  private static Relation select(Relation child, String... columns) {
    return new Relation.Project(child, all(columns), NONE);
  }

  private static Relation sort(Relation child, String key) {
    return new Relation.Sort(
        child, List.of(new SortKey(sql(key), true, Optional.empty())), true, NONE);
  }

  private static Expression column(long planId, String name) {
    return new Expression.PlanColumn(List.of(name), planId, NONE);
  }

  private static LogicalPlan plan(Relation relation) {
    LogicalPlan plan =
        new Analyzer(ResolutionTest.TABLES, AnalyzerSettings.of(ZoneOffset.UTC, Analyzed.NOW))
            .analyze(relation);
    PlanCheck.check(plan);
    return plan;
  }

  private static String schema(Relation relation) {
    return Analyzed.schema(plan(relation));
  }

  private static Relation join(Relation left, Relation right, Expression condition) {
    return new Relation.Join(
        left, right, JoinType.INNER, Optional.of(condition), List.of(), false, false, NONE);
  }

  @Test
  void filterAndSortReachColumnsBelowTheProjection() {
    Relation query =
        new Relation.Filter(select(table("u"), "name"), sql("city = 'x' AND name > 'a'"), NONE);
    assertThat(schema(query)).isEqualTo("name string?");
    assertThat(schema(sort(query, "id"))).isEqualTo("name string?");
    assertThat(
            schema(
                new Relation.Filter(sort(select(table("u"), "name"), "city"), sql("id > 1"), NONE)))
        .isEqualTo("name string?");
  }

  @Test
  void columnsOfAParticularInput() {
    Relation left = new Relation.Tagged(table("u"), 1, NONE);
    Relation right =
        new Relation.Tagged(new Relation.Filter(table("u"), sql("id > 1"), NONE), 2, NONE);
    Expression condition = Expression.Call.of("=", column(1, "id"), column(2, "id"));
    Relation joined = join(left, right, condition);
    assertThat(schema(joined))
        .isEqualTo(
            "id integer, name string?, city string?, id integer, name string?, city string?");
    Relation selected =
        new Relation.Project(
            joined, List.of(column(2, "name"), new Expression.PlanStar(1, NONE)), NONE);
    assertThat(schema(selected)).isEqualTo("name string?, id integer, name string?, city string?");
    assertThat(
            schema(
                new Relation.Filter(
                    selected, Expression.Call.of("isnull", column(2, "city")), NONE)))
        .isEqualTo("name string?, id integer, name string?, city string?");
    Relation dropped = new Relation.Drop(joined, List.of(column(2, "id")), NONE);
    assertThat(schema(dropped))
        .isEqualTo("id integer, name string?, city string?, name string?, city string?");
  }

  @Test
  void aColumnOfASelfJoinIsAmbiguous() {
    Relation one = new Relation.Tagged(table("u"), 1, NONE);
    Expression condition = Expression.Call.of("=", column(1, "id"), column(1, "id"));
    SampoException error =
        catchThrowableOfType(SampoException.class, () -> plan(join(one, one, condition)));
    assertThat(error.code().name()).isEqualTo("AMBIGUOUS_REFERENCE");
    assertThat(
            schema(
                new Relation.Join(
                    one, one, JoinType.INNER, Optional.empty(), List.of("id"), false, false, NONE)))
        .isEqualTo("id integer, name string?, city string?, name string?, city string?");
  }

  @Test
  void aliasesTellTheSidesOfASelfJoinApart() {
    Relation a = new Relation.SubqueryAlias(table("u"), "a", List.of(), NONE);
    Relation b = new Relation.SubqueryAlias(table("u"), "b", List.of(), NONE);
    assertThat(schema(select(join(a, b, sql("a.id = b.id")), "b.city", "a.id")))
        .isEqualTo("city string?, id integer");
  }

  @Test
  void columnsAreAddedReplacedRenamedAndDropped() {
    var alias = new Expression.Alias(sql("upper(name)"), "NAME", NONE);
    var added = new Expression.Alias(sql("id * 2L"), "twice", NONE);
    Relation with = new Relation.WithColumns(table("u"), List.of(alias, added), NONE);
    assertThat(schema(with)).isEqualTo("id integer, NAME string?, city string?, twice long");
    var names = new LinkedHashMap<String, String>();
    names.put("ID", "key");
    names.put("nothing", "x");
    assertThat(schema(new Relation.Rename(with, names, NONE)))
        .isEqualTo("key integer, NAME string?, city string?, twice long");
    assertThat(schema(new Relation.Drop(with, all("id", "nothing", "twice"), NONE)))
        .isEqualTo("NAME string?, city string?");
    Relation windowed =
        new Relation.WithColumns(
            table("u"),
            List.of(new Expression.Alias(sql("row_number() OVER (ORDER BY id)"), "r", NONE)),
            NONE);
    assertThat(schema(windowed)).isEqualTo("id integer, name string?, city string?, r integer");
  }

  @Test
  void duplicatesAreRemovedByAllOrSomeColumns() {
    assertThat(schema(new Relation.Deduplicate(table("u"), List.of("name"), NONE)))
        .isEqualTo("id integer, name string?, city string?");
    assertThat(schema(new Relation.Distinct(table("u"), NONE)))
        .isEqualTo("id integer, name string?, city string?");
  }

  @Test
  void unionByNameReordersAndFillsUp() {
    Relation left = select(table("u"), "id", "name");
    Relation right = select(table("u"), "city", "name", "id");
    assertThat(
            schema(
                new Relation.SetOperation(
                    left, right, Relation.SetOperator.UNION, true, true, true, NONE)))
        .isEqualTo("id integer, name string?, city string?");
    SampoException error =
        catchThrowableOfType(
            SampoException.class,
            () ->
                plan(
                    new Relation.SetOperation(
                        left, right, Relation.SetOperator.UNION, true, true, false, NONE)));
    assertThat(error.code().name()).isEqualTo("UNRESOLVED_COLUMN");
  }

  @Test
  void columnsOfTheLeftSideOfAUnionAreFoundInItsResult() {
    Relation left = new Relation.Tagged(table("u"), 1, NONE);
    Relation union =
        new Relation.SetOperation(
            left, table("u"), Relation.SetOperator.UNION, true, false, false, NONE);
    assertThat(schema(new Relation.Project(union, List.of(column(1, "city")), NONE)))
        .isEqualTo("city string?");
  }

  @Test
  void pivotYieldsAColumnForEachValue() {
    var values =
        List.of(
            new Expression.Alias(sql("'a'"), "a", NONE),
            new Expression.Alias(sql("'b'"), "b", NONE));
    Relation pivot =
        new Relation.Pivot(table("t"), all("day"), sql("name"), values, all("sum(qty)"), NONE);
    assertThat(schema(pivot)).isEqualTo("day date?, a long?, b long?");
    Relation several =
        new Relation.Pivot(
            table("t"), all("day"), sql("name"), values, all("sum(qty)", "max(id) + 1 AS m"), NONE);
    assertThat(schema(several))
        .isEqualTo("day date?, a_sum(qty) long?, a_m integer?, b_sum(qty) long?, b_m integer?");
  }

  @Test
  void positionsCountVisibleColumns() {
    Relation joined =
        new Relation.Join(
            table("u"),
            table("t"),
            JoinType.INNER,
            Optional.empty(),
            List.of("id"),
            false,
            false,
            NONE);
    assertThat(schema(new Relation.Project(joined, List.of(new Expression.Ordinal(3, NONE)), NONE)))
        .isEqualTo("name string?");
  }

  @Test
  void rowsAreLimitedSampledAndDealt() {
    Relation rows =
        new Relation.Limit(new Relation.Offset(table("u"), sql("2"), NONE), sql("1 + 2"), NONE);
    assertThat(plan(rows)).isInstanceOf(LogicalPlan.Limit.class);
    assertThat(((LogicalPlan.Limit) plan(rows)).offset()).isEqualTo(2);
    assertThat(((LogicalPlan.Limit) plan(rows)).count()).contains(3L);
    assertThat(plan(new Relation.Tail(table("u"), 2, NONE))).isInstanceOf(LogicalPlan.Tail.class);
    assertThat(plan(new Relation.Sample(table("u"), 0.5, false, 7, NONE)))
        .isInstanceOf(LogicalPlan.Sample.class);
    assertThat(plan(new Relation.Repartition(table("u"), Optional.of(3), all("id"), true, NONE)))
        .isInstanceOf(LogicalPlan.Repartition.class);
    assertThat(plan(new Relation.Hint(table("u"), "broadcast", List.of(), NONE)))
        .isInstanceOf(LogicalPlan.Scan.class);
  }
}
