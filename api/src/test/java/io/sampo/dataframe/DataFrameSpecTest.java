package io.sampo.dataframe;

import static io.sampo.error.Origin.NONE;
import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.column.Column;
import io.sampo.config.StorageLevel;
import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.Expression.PlanColumn;
import io.sampo.spec.JoinType;
import io.sampo.spec.Relation;
import io.sampo.spec.Relation.SetOperator;
import io.sampo.spec.SortKey;
import io.sampo.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which spec the transformations build; nothing may run. */
class DataFrameSpecTest {
  private static final Attribute STORE = new Attribute(List.of("store"), NONE);
  private static final Attribute PRICE = new Attribute(List.of("price"), NONE);

  private final Fixture fixture = new Fixture();
  private final DataFrame sales = fixture.sales;
  private final Relation input = sales.tagged();

  private static Literal integer(int value) {
    return new Literal(value, DataType.INTEGER, NONE);
  }

  @Test
  void projections() {
    assertThat(sales.select(col("store"), col("price").plus(1)).relation())
        .isEqualTo(
            new Relation.Project(input, List.of(STORE, Call.of("+", PRICE, integer(1))), NONE));
    assertThat(sales.select("store").relation())
        .isEqualTo(new Relation.Project(input, List.of(STORE), NONE));
    assertThat(sales.selectExpr("price * 2").relation())
        .isEqualTo(
            new Relation.Project(input, List.of(new Attribute(List.of("price * 2"), NONE)), NONE));
    assertThat(sales.withColumn("one", lit(1)).relation())
        .isEqualTo(
            new Relation.WithColumns(
                input, List.of(new Expression.Alias(integer(1), "one", NONE)), NONE));
    assertThat(sales.withColumnRenamed("price", "cost").relation())
        .isEqualTo(new Relation.Rename(input, Map.of("price", "cost"), NONE));
    assertThat(sales.drop("a.b").relation())
        .isEqualTo(new Relation.Drop(input, List.of(new Attribute(List.of("a.b"), NONE)), NONE));
    assertThat(sales.as("s").relation())
        .isEqualTo(new Relation.SubqueryAlias(input, "s", List.of(), NONE));
  }

  @Test
  void severalColumnsKeepTheOrderOfTheMap() {
    var columns = new LinkedHashMap<String, Column>();
    for (String name : List.of("z", "a", "m")) {
      columns.put(name, lit(1));
    }
    var relation = (Relation.WithColumns) sales.withColumns(columns).relation();
    assertThat(relation.columns())
        .extracting(Expression.Alias::name)
        .containsExactly("z", "a", "m");
  }

  @Test
  void newNamesGoByPosition() {
    assertThat(sales.toDF("a", "b", "c").relation())
        .isEqualTo(
            new Relation.Project(
                input,
                List.of(
                    new Expression.Alias(new Expression.Ordinal(0, NONE), "a", NONE),
                    new Expression.Alias(new Expression.Ordinal(1, NONE), "b", NONE),
                    new Expression.Alias(new Expression.Ordinal(2, NONE), "c", NONE)),
                NONE));
    assertThatThrownBy(() -> sales.toDF("a"))
        .hasMessageContaining("has 3 columns: [store, price, count]");
  }

  @Test
  void rowsChosenAndOrdered() {
    assertThat(sales.filter(col("price").gt(1)).relation())
        .isEqualTo(new Relation.Filter(input, Call.of(">", PRICE, integer(1)), NONE));
    assertThat(sales.where("price > 1").relation())
        .isEqualTo(new Relation.Filter(input, new Attribute(List.of("price > 1"), NONE), NONE));
    assertThat(sales.orderBy(col("price").desc(), col("store")).relation())
        .isEqualTo(
            new Relation.Sort(
                input,
                List.of(
                    new SortKey(PRICE, false, Optional.empty()),
                    new SortKey(STORE, true, Optional.empty())),
                true,
                NONE));
    assertThat(sales.sortWithinPartitions("store").relation())
        .isEqualTo(
            new Relation.Sort(
                input, List.of(new SortKey(STORE, true, Optional.empty())), false, NONE));
    assertThat(sales.limit(2).relation()).isEqualTo(new Relation.Limit(input, integer(2), NONE));
    assertThat(sales.offset(2).relation()).isEqualTo(new Relation.Offset(input, integer(2), NONE));
    assertThat(sales.dropDuplicates().relation()).isEqualTo(new Relation.Distinct(input, NONE));
    assertThat(sales.dropDuplicates("store").relation())
        .isEqualTo(new Relation.Deduplicate(input, List.of("store"), NONE));
    assertThat(sales.sample(0.5, 42).relation())
        .isEqualTo(new Relation.Sample(input, 0.5, false, 42, NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "inner,INNER",
    "cross,CROSS",
    "outer,FULL_OUTER",
    "full,FULL_OUTER",
    "fullouter,FULL_OUTER",
    "full_outer,FULL_OUTER",
    "left,LEFT_OUTER",
    "leftouter,LEFT_OUTER",
    "left_outer,LEFT_OUTER",
    "right,RIGHT_OUTER",
    "rightouter,RIGHT_OUTER",
    "right_outer,RIGHT_OUTER",
    "semi,LEFT_SEMI",
    "leftsemi,LEFT_SEMI",
    "left_semi,LEFT_SEMI",
    "anti,LEFT_ANTI",
    "leftanti,LEFT_ANTI",
    "LEFT_ANTI,LEFT_ANTI"
  })
  void joinTypesHaveSparksNames(String name, JoinType type) {
    var right = fixture.sales.limit(1);
    assertThat(sales.join(right, "store", name).relation())
        .isEqualTo(
            new Relation.Join(
                input,
                right.tagged(),
                type,
                Optional.empty(),
                List.of("store"),
                false,
                false,
                NONE));
  }

  @Test
  void anUnknownJoinTypeListsTheKnownOnes() {
    assertThatThrownBy(() -> sales.join(sales, "store", "lefty"))
        .hasMessageContaining("left_outer");
  }

  @Test
  void columnsOfJoinedDataFramesAreToldApart() {
    var right = sales.filter("price > 1");
    var joined = sales.join(right, sales.col("store").equalTo(right.col("store")), "left");
    var join = (Relation.Join) joined.relation();
    long leftId = ((Relation.Tagged) join.left()).planId();
    long rightId = ((Relation.Tagged) join.right()).planId();
    assertThat(leftId).isNotEqualTo(rightId);
    assertThat(join.condition())
        .contains(
            Call.of(
                "=",
                new PlanColumn(List.of("store"), leftId, NONE),
                new PlanColumn(List.of("store"), rightId, NONE)));
  }

  @Test
  void aColumnStillMeansItsDataFrameFurtherDown() {
    var chosen = sales.filter("price > 1").select(sales.col("store"));
    var filter =
        (Relation.Filter)
            ((Relation.Tagged) ((Relation.Project) chosen.relation()).child()).child();
    long planId = ((Relation.Tagged) filter.child()).planId();
    assertThat(((Relation.Project) chosen.relation()).expressions())
        .containsExactly(new PlanColumn(List.of("store"), planId, NONE));
    assertThat(((Relation.Project) sales.select(sales.col("*")).relation()).expressions())
        .containsExactly(new Expression.PlanStar(planId, NONE));
  }

  @Test
  void setOperations() {
    var other = sales.limit(1);
    assertThat(sales.union(other).relation()).isEqualTo(combined(other, SetOperator.UNION, true));
    assertThat(sales.intersect(other).relation())
        .isEqualTo(combined(other, SetOperator.INTERSECT, false));
    assertThat(sales.exceptAll(other).relation())
        .isEqualTo(combined(other, SetOperator.EXCEPT, true));
    assertThat(sales.unionByName(other, true).relation())
        .isEqualTo(
            new Relation.SetOperation(
                input, other.tagged(), SetOperator.UNION, true, true, true, NONE));
  }

  private Relation combined(DataFrame other, SetOperator operator, boolean all) {
    return new Relation.SetOperation(input, other.tagged(), operator, all, false, false, NONE);
  }

  @Test
  void placementAndHints() {
    assertThat(sales.repartition(4, col("store")).relation())
        .isEqualTo(new Relation.Repartition(input, Optional.of(4), List.of(STORE), true, NONE));
    assertThat(sales.coalesce(1).relation())
        .isEqualTo(new Relation.Repartition(input, Optional.of(1), List.of(), false, NONE));
    assertThat(sales.hint("broadcast").relation())
        .isEqualTo(new Relation.Hint(input, "broadcast", List.of(), NONE));
  }

  @Test
  void rowsAreKeptAndFreed() {
    assertThat(sales.storageLevel()).isEqualTo(StorageLevel.NONE);
    assertThat(sales.persist(StorageLevel.DISK_ONLY).cache()).isSameAs(sales);
    assertThat(sales.storageLevel()).isEqualTo(StorageLevel.DISK_ONLY);
    assertThat(sales.unpersist().storageLevel()).isEqualTo(StorageLevel.NONE);
  }

  @Test
  void aRandomSplitPartsTheUnitInterval() {
    var parts = sales.randomSplit(new double[] {1, 3}, 7);
    assertThat(parts).hasSize(2);
    var first =
        ((Relation.Filter)
            ((Relation.Tagged) ((Relation.Drop) parts.getFirst().relation()).child()).child());
    assertThat(first.condition())
        .isEqualTo(
            Call.of(
                "and",
                Call.of(
                    ">=",
                    new Attribute(List.of("__random_split__"), NONE),
                    new Literal(0.0, DataType.DOUBLE, NONE)),
                Call.of(
                    "<",
                    new Attribute(List.of("__random_split__"), NONE),
                    new Literal(0.25, DataType.DOUBLE, NONE))));
    assertThatThrownBy(() -> sales.randomSplit(new double[] {0}, 7))
        .hasMessageContaining("weights");
  }

  @Test
  void buildingRunsNothing() {
    sales.select("store").filter("x").groupBy("store").count().orderBy("count").limit(3);
    assertThat(fixture.engine.executed()).isEmpty();
  }
}
