package io.sampo.dataframe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.spec.Expression;
import io.sampo.spec.Expression.Alias;
import io.sampo.spec.Expression.Call;
import io.sampo.spec.Expression.Cast;
import io.sampo.spec.Relation;
import io.sampo.types.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
  private final Fixture fixture = new Fixture();
  private final DataFrame sales = fixture.sales;

  private static List<Expression> aggregates(DataFrame summary) {
    var join =
        (Relation.Join) ((Relation.Tagged) ((Relation.Project) summary.relation()).child()).child();
    return ((Relation.Aggregate) ((Relation.Tagged) join.right()).child()).aggregates();
  }

  private static String functionOf(Expression aggregate) {
    return ((Call) ((Cast) ((Alias) aggregate).child()).child()).name();
  }

  @Test
  void oneAggregateComputesEverything() {
    assertThat(aggregates(sales.describe("price", "count")))
        .extracting(SummaryTest::functionOf)
        .containsExactly(
            "count",
            "avg",
            "stddev_samp",
            "min",
            "max",
            "count",
            "avg",
            "stddev_samp",
            "min",
            "max");
    var project = (Relation.Project) sales.describe("price").relation();
    assertThat(project.expressions()).hasSize(2);
    assertThat(((Alias) project.expressions().getLast()).name()).isEqualTo("price");
    assertThat(fixture.engine.executed()).isEmpty();
  }

  @Test
  void textIsReadAsNumbersWherePossible() {
    var mean = (Call) ((Cast) ((Alias) aggregates(sales.describe("store")).get(1)).child()).child();
    assertThat(mean.arguments().getFirst())
        .isInstanceOfSatisfying(
            Cast.class,
            cast -> {
              assertThat(cast.lenient()).isTrue();
              assertThat(cast.type()).isEqualTo(DataType.DOUBLE);
            });
  }

  @Test
  void statisticsAreChosenByName() {
    assertThat(aggregates(sales.summary("count", "25%", "count_distinct")))
        .extracting(SummaryTest::functionOf)
        .startsWith("count", "percentile_approx", "count");
    assertThatThrownBy(() -> sales.summary("average"))
        .hasMessageContaining("percentiles from 0% to 100%");
    assertThatThrownBy(() -> sales.summary("101%")).hasMessageContaining("[INVALID_ARGUMENT]");
    assertThatThrownBy(() -> sales.describe("cost"))
        .hasMessageContaining("The columns are store, price, count.");
  }
}
