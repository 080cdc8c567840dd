package io.sampo.dataframe;

import static io.sampo.error.Origin.NONE;
import static io.sampo.functions.Functions.avg;
import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Attribute;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Literal;
import io.sampo.spec.Relation;
import io.sampo.spec.Relation.GroupingKind;
import io.sampo.types.DataType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupedDataTest {
  private static final Attribute STORE = new Attribute(List.of("store"), NONE);
  private static final Attribute PRICE = new Attribute(List.of("price"), NONE);
  private static final Expression COUNT = Call.of("count", new Literal(1, DataType.INTEGER, NONE));

  private final Fixture fixture = new Fixture();
  private final DataFrame sales = fixture.sales;

  private Relation aggregate(GroupingKind kind, List<Expression> keys, List<Expression> output) {
    return new Relation.Aggregate(
        sales.tagged(), kind, keys, List.of(), output, Optional.empty(), false, NONE);
  }

  @Test
  void theOutputIsTheGroupingColumnsAndTheAggregates() {
    assertThat(sales.groupBy("store").agg(sum("price"), avg("price").as("mean")).relation())
        .isEqualTo(
            aggregate(
                GroupingKind.GROUP_BY,
                List.of(STORE),
                List.of(
                    STORE, Call.of("sum", PRICE), new Alias(Call.of("avg", PRICE), "mean", NONE))));
    assertThat(sales.rollup("store").count().relation())
        .isEqualTo(
            aggregate(
                GroupingKind.ROLLUP,
                List.of(STORE),
                List.of(STORE, new Alias(COUNT, "count", NONE))));
    assertThat(sales.cube(col("store")).max("price").relation())
        .isEqualTo(
            aggregate(GroupingKind.CUBE, List.of(STORE), List.of(STORE, Call.of("max", PRICE))));
  }

  @Test
  void anAliasNamesTheOutputAndNotTheKey() {
    assertThat(sales.groupBy(col("store").as("s")).count().relation())
        .isEqualTo(
            aggregate(
                GroupingKind.GROUP_BY,
                List.of(STORE),
                List.of(new Alias(STORE, "s", NONE), new Alias(COUNT, "count", NONE))));
  }

  @Test
  void withoutNamesAllNumericColumnsAreMeant() {
    assertThat(sales.groupBy("price").sum().relation())
        .isEqualTo(
            aggregate(
                GroupingKind.GROUP_BY,
                List.of(PRICE),
                List.of(PRICE, Call.of("sum", new Attribute(List.of("count"), NONE)))));
  }

  @Test
  void aggregatesByNameKeepTheOrderOfTheMap() {
    var functions = new LinkedHashMap<String, String>();
    functions.put("price", "MAX");
    functions.put("*", "count");
    assertThat(sales.agg(functions).relation())
        .isEqualTo(
            aggregate(GroupingKind.GROUP_BY, List.of(), List.of(Call.of("max", PRICE), COUNT)));
  }

  @Test
  void pivotsNameTheirValues() {
    assertThat(sales.groupBy("store").pivot("count", List.of(2, 3)).sum("price").relation())
        .isEqualTo(
            new Relation.Pivot(
                sales.tagged(),
                List.of(STORE),
                new Attribute(List.of("count"), NONE),
                List.of(
                    new Alias(new Literal(2, DataType.INTEGER, NONE), "2", NONE),
                    new Alias(new Literal(3, DataType.INTEGER, NONE), "3", NONE)),
                List.of(Call.of("sum", PRICE)),
                NONE));
    assertThatThrownBy(() -> sales.rollup("store").pivot("count", List.of(1)))
        .hasMessageContaining("[UNSUPPORTED_FEATURE]");
  }
}
