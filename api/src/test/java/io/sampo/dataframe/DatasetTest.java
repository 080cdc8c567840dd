package io.sampo.dataframe;

import static io.sampo.error.Origin.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.spec.Expression;
import io.sampo.spec.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatasetTest {
  record Sale(double price, @Nullable String store) {}

  record Wrong(int price) {}

  private final Fixture fixture = new Fixture();
  private final Dataset<Sale> sales = fixture.sales.as(Sale.class);

  @Test
  void rowsBecomeRecords() {
    assertThat(sales.collect())
        .containsExactly(new Sale(1.5, "north"), new Sale(2.5, "south"), new Sale(4.0, null));
    assertThat(sales.first()).isEqualTo(new Sale(1.5, "north"));
    assertThat(sales.take(2)).hasSize(2);
    assertThat(sales.count()).isEqualTo(3);
    var seen = new ArrayList<Sale>();
    sales.foreach(seen::add);
    assertThat(seen).hasSize(3);
  }

  @Test
  void onlyTheColumnsOfTheRecordAreComputed() {
    sales.collect();
    assertThat(((Relation.Project) fixture.engine.executed().getLast()).expressions())
        .isEqualTo(List.of(new Expression.Ordinal(1, NONE), new Expression.Ordinal(0, NONE)));
  }

  @Test
  void theOtherColumnsStay() {
    assertThat(sales.limit(1).toDF().columns()).containsExactly("store", "price", "count");
    assertThat(sales.limit(1).showString(1, 20, false)).contains("count");
  }

  @Test
  void typesThatDoNotFitAreReportedBeforeAnythingRuns() {
    assertThatThrownBy(() -> fixture.sales.as(Wrong.class))
        .hasMessageContaining("Cannot read column price of type DOUBLE into int");
    assertThat(fixture.engine.executed()).isEmpty();
  }

  @Test
  void recordsCanBeIteratedAndLeft() {
    try (var records = sales.toLocalIterator()) {
      assertThat(records.next().price()).isEqualTo(1.5);
    }
    assertThat(fixture.engine.closedResults()).isEqualTo(1);
  }
}
