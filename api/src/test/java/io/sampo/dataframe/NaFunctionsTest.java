package io.sampo.dataframe;

import static io.sampo.error.Origin.NONE;
import static io.sampo.functions.Functions.coalesce;
import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.lit;
import static io.sampo.functions.Functions.nanvl;
import static io.sampo.functions.Functions.not;
import static io.sampo.functions.Functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.column.Column;
import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NaFunctionsTest {
  private final Fixture fixture = new Fixture();
  private final DataFrame sales = fixture.sales;
  private final Column priceFilled =
      coalesce(nanvl(col("price"), lit(null).cast(DataType.DOUBLE)), lit(0L).cast(DataType.DOUBLE));
  private final Column countFilled = coalesce(col("count"), lit(0L).cast(DataType.INTEGER));

  private Relation replaced(String first, Column firstColumn) {
    return new Relation.WithColumns(sales.tagged(), List.of(alias(first, firstColumn)), NONE);
  }

  private Expression.Alias alias(String name, Column column) {
    return new Expression.Alias(column.expression(fixture.engine), name, NONE);
  }

  private Relation filtered(Column condition) {
    return new Relation.Filter(sales.tagged(), condition.expression(fixture.engine), NONE);
  }

  @Test
  void numbersFillNumericColumns() {
    assertThat(sales.na().fill(0).relation())
        .isEqualTo(
            new Relation.WithColumns(
                sales.tagged(),
                List.of(alias("price", priceFilled), alias("count", countFilled)),
                NONE));
    assertThat(sales.na().fill(0, "count", "store").relation())
        .isEqualTo(replaced("count", countFilled));
    assertThat(sales.na().fill(true)).isSameAs(sales);
  }

  @Test
  void textsFillTextColumns() {
    assertThat(sales.na().fill("?").relation())
        .isEqualTo(replaced("store", coalesce(col("store"), lit("?").cast(DataType.STRING))));
    assertThat(sales.na().fill(Map.of("store", "?")).relation())
        .isEqualTo(sales.na().fill("?").relation());
  }

  @Test
  void rowsAreDroppedByTheNumberOfValues() {
    Column price = col("price").isNotNull().and(not(col("price").isNaN()));
    assertThat(sales.na().drop("store", "price").relation())
        .isEqualTo(filtered(col("store").isNotNull().and(price)));
    assertThat(sales.na().drop("all", List.of("store", "price")).relation())
        .isEqualTo(
            filtered(
                when(col("store").isNotNull(), 1)
                    .otherwise(0)
                    .plus(when(price, 1).otherwise(0))
                    .geq(1)));
    assertThatThrownBy(() -> sales.na().drop("some", List.of()))
        .hasMessageContaining("any and all");
    assertThatThrownBy(() -> sales.na().drop("shop")).hasMessageContaining("[UNRESOLVED_COLUMN]");
  }

  @Test
  void valuesAreReplacedWhereTheyFit() {
    assertThat(sales.na().replace("*", Map.of("north", "N")).relation())
        .isEqualTo(
            replaced(
                "store",
                when(col("store").equalTo("north"), lit("N").cast(DataType.STRING))
                    .otherwise(col("store"))));
    assertThat(sales.na().replace("store", Map.of(1, 2))).isSameAs(sales);
  }
}
