package io.sampo.dataframe;

import static io.sampo.functions.Functions.col;
import static io.sampo.functions.Functions.lit;
import static io.sampo.functions.Functions.rand;
import static io.sampo.functions.Functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.spec.Relation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatFunctionsTest {
  private final Fixture fixture = new Fixture();
  private final DataFrame sales = fixture.sales;

  @Test
  void aSampleHasAShareForEachValue() {
    DataFrame expected =
        sales
            .withColumn("__sample_by__", rand(3))
            .filter(
                col("__sample_by__")
                    .lt(when(col("store").eqNullSafe(lit("north")), 0.5).otherwise(0.0)))
            .drop("__sample_by__");
    assertThat(withoutIds(sales.stat().sampleBy("store", Map.of("north", 0.5), 3)))
        .isEqualTo(withoutIds(expected));
    assertThat(sales.stat().sampleBy("store", Map.of(), 3).relation())
        .isInstanceOf(Relation.Limit.class);
  }

  @Test
  void argumentsAreChecked() {
    assertThatThrownBy(() -> sales.stat().approxQuantile("price", new double[] {0.5}, -1))
        .hasMessageContaining("relativeError");
    assertThatThrownBy(() -> sales.stat().freqItems(List.of("store"), 2))
        .hasMessageContaining("support");
    assertThat(sales.stat().approxQuantile("price", new double[0], 0)).isEmpty();
  }

  /** The relation as text, without the numbers that tell plans apart. */
  private static String withoutIds(DataFrame frame) {
    return frame.relation().toString().replaceAll("planId=\\d+", "planId");
  }
}
