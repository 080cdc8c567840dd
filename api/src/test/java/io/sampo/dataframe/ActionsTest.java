package io.sampo.dataframe;

import static io.sampo.error.Origin.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.row.Row;
import io.sampo.spec.Relation;
import io.sampo.spec.Statement;
import io.sampo.types.DataType;
import io.sampo.types.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ActionsTest {
  private final Fixture fixture = new Fixture();
  private final DataFrame sales = fixture.sales;
  private final DataFrame none = sales.limit(0);

  @Test
  void rowsCarryTheirSchema() {
    var rows = sales.collect();
    assertThat(rows)
        .containsExactly(Row.of("north", 1.5, 2), Row.of("south", 2.5, null), Row.of(null, 4.0, 3));
    assertThat(rows.getFirst().schema()).isEqualTo(Fixture.SALES);
    assertThat(rows.getLast().<Double>getAs("price")).isEqualTo(4.0);
  }

  @Test
  void someRows() {
    assertThat(sales.take(2)).hasSize(2);
    assertThat(sales.head(9)).hasSize(3);
    assertThat(sales.tail(1)).containsExactly(Row.of(null, 4.0, 3));
    assertThat(sales.first()).isEqualTo(Row.of("north", 1.5, 2));
    assertThatThrownBy(none::first).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void counts() {
    assertThat(sales.count()).isEqualTo(3);
    assertThat(fixture.engine.executed().getLast()).isInstanceOf(Relation.Aggregate.class);
    assertThat(sales.isEmpty()).isFalse();
    assertThat(none.isEmpty()).isTrue();
  }

  @Test
  void schemas() {
    assertThat(sales.columns()).containsExactly("store", "price", "count");
    assertThat(sales.dtypes())
        .containsExactly(
            Map.entry("store", "string"), Map.entry("price", "double"), Map.entry("count", "int"));
    assertThat(sales).hasToString("[store: string, price: double, count: int]");
  }

  @Test
  void everyResultIsClosedEvenWhenTheConsumerFails() {
    sales.collect();
    assertThatThrownBy(() ->
            sales.foreach(row -> {
              throw new IllegalStateException("stop");
            }))
        .hasMessage("stop");
    try (var rows = sales.stream()) {
      assertThat(rows.map(row -> row.getDouble(1)).limit(1)).containsExactly(1.5);
    }
    assertThat(fixture.engine.closedResults()).isEqualTo(fixture.engine.executed().size());
  }

  @Test
  void anIteratorClosesItselfAtItsEnd() {
    RowIterator rows = sales.toLocalIterator();
    var seen = new ArrayList<Row>();
    rows.forEachRemaining(seen::add);
    assertThat(seen).hasSize(3);
    assertThat(fixture.engine.closedResults()).isEqualTo(1);
    assertThat(rows.hasNext()).isFalse();
    assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void batchesAreHandedOutTyped() {
    try (var batches = sales.toArrow(List.class)) {
      assertThat(batches.schema()).isEqualTo(Fixture.SALES);
      assertThat(batches).extracting(batch -> batch.size()).containsExactly(2, 1);
      assertThatThrownBy(batches::iterator).hasMessageContaining("once");
    }
    try (var batches = sales.toArrow(String.class)) {
      assertThatThrownBy(() -> batches.iterator().next())
          .hasMessageContaining("[INVALID_ARGUMENT]");
    }
    assertThat(fixture.engine.closedResults()).isEqualTo(2);
  }

  @Test
  void viewsHoldTheSpec() {
    sales.createOrReplaceTempView("s");
    assertThat(fixture.context.dataFrame(new Relation.Table(List.of("s"), NONE)).count())
        .isEqualTo(3);
  }

  @Test
  void plansComeInModes() {
    assertThat(sales.explainString("Extended")).isEqualTo("EXTENDED plan of Local");
    assertThatThrownBy(() -> sales.explainString("all")).hasMessageContaining("known are simple");
  }

  @Test
  void writesAreStatements() {
    sales
        .write()
        .mode("overwrite")
        .option("Header", true)
        .option("sep", ";")
        .partitionBy("store")
        .csv("out");
    assertThat(fixture.engine.commands())
        .containsExactly(
            new Statement.Write(
                sales.relation(),
                "csv",
                "out",
                Statement.SaveMode.OVERWRITE,
                Map.of("header", "true", "sep", ";"),
                List.of("store")));
    assertThatThrownBy(() -> sales.write().mode("replace")).hasMessageContaining("errorifexists");
  }

  @Test
  void aClosedSessionSaysSo() {
    fixture.context.close();
    fixture.context.close();
    assertThat(fixture.engine.isClosed()).isTrue();
    assertThatThrownBy(sales::collect).hasMessageContaining("[SESSION_CLOSED]");
  }

  @Test
  void anInvalidZoneIsNamed() {
    fixture.engine.set("spark.sql.session.timeZone", "Nowhere");
    assertThatThrownBy(() -> sales.showString(1, 20, false))
        .hasMessageContaining("[INVALID_CONFIG_VALUE]");
  }

  @Test
  void rowsThatDoNotFitTheSchemaAreRefusedAtOnce() {
    var schema = StructType.of().add("id", DataType.INTEGER, false);
    assertThatThrownBy(() -> fixture.of(schema, Row.of("x")))
        .hasMessageContaining("The value in id");
    assertThatThrownBy(() -> fixture.of(schema, Row.of((Object) null)))
        .hasMessageContaining("[NOT_NULL_ASSERT_VIOLATION] NULL found in id");
  }
}
